import { expect, type Locator, type Page } from '@playwright/test';

/** Presses Tab until the element has the focus; on the way there, what has the focus always shows it. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const passed: string[] = [];
  await expect(target).toBeVisible();
  while (!(await target.evaluate((element) => element === document.activeElement))) {
    if (passed.length > 100) throw new Error(`Tab does not lead to ${target}, only to:\n${passed.join('\n')}`);
    await page.keyboard.press('Tab');
    passed.push(await expectFocusVisible(page));
  }
}

/** Fails when the element that has the focus does not show it; gives that element's tag. */
export async function expectFocusVisible(page: Page): Promise<string> {
  const { tag, isShown } = await page.evaluate(() => {
    const focused = document.activeElement ?? document.body;
    // At its ends, Tab leaves the page for the browser's own buttons.
    if (focused === document.body) return { tag: '<body>', isShown: true };
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'var(--jf-focus)';
    const accent = getComputedStyle(probe).color;
    probe.remove();
    const shows = (element: Element): boolean => {
      const style = getComputedStyle(element);
      const hasOutline = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
      return (
        hasOutline || style.borderColor === accent || getComputedStyle(element, '::after').backgroundColor === accent
      );
    };
    // A hidden radio or a field without a frame of its own is drawn by what stands around or beside it.
    const around = [focused, focused.nextElementSibling, focused.parentElement, focused.closest('[class*="frame"]')];
    const outer = focused.parentElement?.parentElement ?? null;
    const tag = focused.outerHTML.slice(0, focused.outerHTML.indexOf('>') + 1);
    return { tag, isShown: [...around, outer].some((each) => each !== null && shows(each)) };
  });
  expect.soft(isShown, `the focus is visible on ${tag}`).toBe(true);
  return tag;
}
