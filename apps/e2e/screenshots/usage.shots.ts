import type { Page } from '@playwright/test';
import { expectStatus, initialize, openCall, saveShape, signUp, urlField } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import { centre, shoot } from './shoot.ts';

async function makeUsable(page: Page, call: string): Promise<void> {
  await openCall(page, call);
  await initialize(page);
  await expectStatus(page, /20[01] /);
  await saveShape(page);
}

async function openUsage(page: Page, list: 'Data sources' | 'Actions', call: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name: list }).click();
  await page.getByRole('link', { name: new RegExp(`${call}.*Usable`) }).click();
  await expect(page.getByRole('heading', { level: 1, name: new RegExp(call) })).toBeVisible();
}

async function run(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Run/ }).click();
  await expect(page.getByRole('status').filter({ hasText: '200 OK' })).toBeVisible();
}

test('data sources and actions', async ({ page }) => {
  await signUp(page);
  await page.getByRole('link', { name: 'Data sources' }).click();
  await expect(page.getByText('No data sources yet')).toBeVisible();
  await shoot(page, 'usage-empty');
  await page.goto('/');
  await page.getByRole('button', { name: 'Try the demo API' }).click();
  await expect(urlField(page)).toBeVisible();
  for (const call of ['List customers', 'Create order', 'Tile']) await makeUsable(page, call);
  await page.getByRole('link', { name: 'Data sources' }).click();
  await expect(page.getByText('Not initialized', { exact: true }).last()).toBeVisible();
  await shoot(page, 'usage-list');

  await openUsage(page, 'Data sources', 'List customers');
  await page.getByRole('button', { name: 'Use test values' }).click();
  await shoot(page, 'usage-form');
  await run(page);
  await shoot(page, 'usage-table');
  await page.getByText('Cards', { exact: true }).click();
  await shoot(page, 'usage-cards');
  await page.getByText('JSON', { exact: true }).click();
  await expect(page.getByRole('region', { name: 'Result' })).toContainText('Ada Lovelace');
  // Its colours come a moment after it.
  await expect(page.locator('.view-line span[class^="mtk"]:not(.mtk1)').first()).toBeVisible();
  await shoot(page, 'usage-json');
  await shoot(page, 'usage-use-it', centre(page.getByRole('region', { name: 'Use it' })));
  await openUsage(page, 'Data sources', 'Tile');
  await run(page);
  await expect(page.getByRole('img').first()).toBeVisible();
  await shoot(page, 'usage-image');

  await page.getByRole('link', { name: 'Actions' }).click();
  await expect(page.getByRole('link', { name: /Create order.*Usable/ })).toBeVisible();
  await shoot(page, 'usage-actions');
  await openUsage(page, 'Actions', 'Create order');
  await shoot(page, 'usage-action-form');
});
