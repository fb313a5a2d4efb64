import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { expectStatus, field, makePerson, response } from '../support/steps.ts';
import { expect, ownTest as test } from '../support/test.ts';

const CLICKS_MAX = 10;

/** Counts what the person presses, wherever on the page. */
async function countClicks(page: Page): Promise<() => Promise<number>> {
  await page.addInitScript(() => {
    addEventListener(
      'click',
      () => sessionStorage.setItem('clicks', String(Number(sessionStorage.getItem('clicks') ?? 0) + 1)),
      true,
    );
  });
  return () => page.evaluate(() => Number(sessionStorage.getItem('clicks')));
}

test('from the printed address to a saved shape takes ten clicks at most, no key and no network', async ({ page }) => {
  const clicks = await countClicks(page);
  await page.goto('/');
  const person = makePerson();
  for (const [label, text] of [
    ['Your name', person.name],
    ['E-mail', person.email],
    ['Password', person.password],
  ] as const) {
    await page.getByLabel(label, { exact: true }).click();
    await page.keyboard.type(text);
  }
  await page.getByRole('button', { name: 'Create account' }).click();
  const demo = page.getByRole('button', { name: 'Try the demo API' });
  await expect(demo).toBeVisible();
  await expectAccessible(page);
  await demo.click();
  await expect(page.getByRole('textbox', { name: 'Name of the call' })).toHaveValue('List customers');
  await page.getByRole('button', { name: 'Initialize call' }).click();
  await expectStatus(page, '200');
  await expect(field(page, /items/).first()).toBeVisible();
  await response(page).getByRole('button', { name: 'Save shape' }).click();
  await expect(response(page).getByText('Shape saved')).toBeVisible();
  expect(await clicks()).toBeLessThanOrEqual(CLICKS_MAX);
});
