import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import {
  addCall,
  addFirstApi,
  addFixedRow,
  expectSaved,
  expectStatus,
  initialize,
  openApi,
  openRequestTab,
  openSettings,
  response,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const SIZES = [
  { width: 1024, height: 768 },
  { width: 1440, height: 900 },
];
/** 100 characters, without a place to break at. */
const LONG = `Customers_and_${'everything_that_belongs_to_them_'.repeat(3)}`.slice(0, 100);

/** A picture of the page in each size and colour scheme; fails when any of them scrolls sideways. */
async function expectFits(page: Page, name: string): Promise<void> {
  for (const size of SIZES) {
    await page.setViewportSize(size);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const path = test.info().outputPath(`${name}-${size.width}-${colorScheme}.png`);
      await page.screenshot({ path });
    }
    expect.soft(await tooWide(page), `${name} at ${size.width}`).toEqual([]);
  }
}

/** What is wider than its place and scrolls for it. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [document.documentElement, ...document.querySelectorAll('main, nav, header')]
      .filter(
        (element) => element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX !== 'hidden',
      )
      .map((element) => `${element.tagName}: ${element.scrollWidth} in ${element.clientWidth}`),
  );
}

test('long names and many rows stay in their places', async ({ page, odd }) => {
  expect(LONG).toHaveLength(100);
  await signUp(page);
  await expectFits(page, 'first-api');
  await addFirstApi(page, LONG, odd.origin);

  await test.step('a call with 200 parameters', async () => {
    await addCall(page, LONG);
    await openRequestTab(page, 'Parameters');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const lines = Array.from({ length: 200 }, (_, index) => `parameter_${index}: value ${index}`).join('\n');
    await page.evaluate((text) => navigator.clipboard.writeText(text), lines);
    await page.getByLabel('New parameter: key').focus();
    await page.keyboard.press('ControlOrMeta+v');
    await expect(page.getByLabel('parameter_199: value')).toHaveValue('value 199');
    await urlField(page).fill('/echo');
    await expectSaved(page);
    await initialize(page);
    await expectStatus(page, '200 OK');
    await expect(response(page).getByRole('row', { name: /^method/ })).toBeVisible();
    await expectFits(page, 'call');
    await page.setViewportSize({ width: 1024, height: 768 });
    await expect(response(page).getByRole('row', { name: /^method/ })).toBeInViewport();
  });

  await test.step('every tab of the request', async () => {
    for (const tab of ['Headers', 'Body', 'Inputs', 'Auth', 'Settings', 'Notes']) {
      await openRequestTab(page, tab);
      await expectAccessible(page);
      expect.soft(await tooWide(page), tab).toEqual([]);
    }
  });

  await test.step('a header whose name and value are long', async () => {
    await openRequestTab(page, 'Headers');
    await addFixedRow(page, 'header', `X-${'Long-'.repeat(18)}Name`, 'long '.repeat(200));
    await expectSaved(page);
    await expectFits(page, 'call-long-header');
  });

  await test.step('the other pages', async () => {
    await openApi(page, LONG);
    await expectFits(page, 'api-with-call');
    await page.getByRole('link', { name: 'Secrets & variables' }).click();
    await page.getByRole('button', { name: 'Add variable' }).click();
    await page
      .getByRole('textbox', { name: 'Name' })
      .fill('a_variable_with_a_name_that_is_as_long_as_a_name_may_be_at_all_');
    await page.getByRole('textbox', { name: 'Value in Development' }).fill('long '.repeat(100));
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('table', { name: 'Variables by environment' })).toBeVisible();
    await expectFits(page, 'values');
    await openSettings(page, 'Tokens');
    await expectFits(page, 'settings');
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByLabel('Search APIs, calls and pages')).toBeFocused();
    const palette = await page.getByRole('dialog', { name: 'Search and commands' }).boundingBox();
    expect(palette, 'the palette stands in the middle').toMatchObject({ x: (1440 - 620) / 2, width: 620, y: 90 });
    await expectFits(page, 'search');
  });
});
