import type { Page } from '@playwright/test';
import { expect } from './test.ts';

const WIDE = { width: 1440, height: 900 };
/** A phone, and 1440 × 900 at 200 %. */
const NARROW = [
  { width: 360, height: 740 },
  { width: 720, height: 450 },
];

/** One journey tells everything that is too wide. */
const soft = expect.configure({ soft: true });

/** What makes the page scroll sideways, or is cut off by its frame. */
export function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, nav, header, [role="dialog"]')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map((element) => `${element.tagName}: ${element.scrollWidth} in ${element.clientWidth}`),
  );
}

/** Fails when the page as it stands is too wide for a phone, or for who enlarges it to 200 %. */
export async function expectFitsNarrow(page: Page, name: string): Promise<void> {
  for (const size of NARROW) {
    await page.setViewportSize(size);
    // Some parts are laid out anew a moment after their frame.
    await soft.poll(() => tooWide(page), `${name} at ${size.width}`).toEqual([]);
  }
  await page.setViewportSize(WIDE);
}
