import type { Page } from '@playwright/test';
import {
  addCall,
  addFirstApi,
  expectStatus,
  initialize,
  openCall,
  openRequestTab,
  response,
  saveShape,
  setMethod,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import { shoot } from './shoot.ts';

async function tryDemo(page: Page): Promise<void> {
  await signUp(page);
  await page.getByRole('button', { name: 'Try the demo API' }).click();
  await expect(urlField(page)).toBeVisible();
}

test('a call of the demo API', async ({ page }) => {
  await tryDemo(page);
  await shoot(page, 'call-new');
  await initialize(page);
  await expectStatus(page, '200 OK');
  await expect(response(page).getByRole('button', { name: 'Save shape' })).toBeVisible();
  await shoot(page, 'call-structured');
  for (const view of ['Raw', 'Headers', 'Request', 'Timing', 'Preview']) {
    await showResponse(page, view);
    if (view === 'Raw') await expect(response(page)).toContainText('Alan Turing');
    await shoot(page, `call-${view.toLowerCase()}`);
  }
  await showResponse(page, 'Structured');
  await saveShape(page);
  await shoot(page, 'call-saved');
  for (const tab of ['Parameters', 'Headers', 'Body', 'Inputs', 'Auth', 'Settings', 'Notes']) {
    await openRequestTab(page, tab);
    await shoot(page, `call-tab-${tab.toLowerCase()}`);
  }
  await shoot(page, 'call-menu', async () => {
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'More for this call' }).click();
    await expect(page.getByRole('menuitem', { name: 'Duplicate' })).toBeVisible();
  });
});

test('a call with a JSON body', async ({ page }) => {
  await tryDemo(page);
  await openCall(page, 'Create order');
  await openRequestTab(page, 'Body');
  await expect(page.getByRole('region', { name: 'Request' })).toContainText('customerId');
  await shoot(page, 'call-json-body');
});

test('failures', async ({ page, odd }) => {
  await signUp(page);
  await addFirstApi(page, 'Odd', odd.origin);
  await addCall(page, 'Ask');
  await setMethod(page, 'POST');
  await urlField(page).fill('https://api.nowhere.invalid/customers/[id]?a={{nothing}}');
  await shoot(page, 'call-issues');
  await urlField(page).fill('https://api.nowhere.invalid/customers');
  await initialize(page);
  await expect(response(page).getByRole('alert', { name: 'What went wrong' })).toBeVisible();
  await shoot(page, 'call-failure');
  await urlField(page).fill('/slow-head');
  await initialize(page);
  await expectStatus(page, 'Waiting');
  await shoot(page, 'call-waiting');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expectStatus(page, 'Cancelled');
  await shoot(page, 'call-cancelled');
});
