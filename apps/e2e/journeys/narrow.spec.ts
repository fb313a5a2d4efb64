import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { expectFitsNarrow, tooWide } from '../support/narrow.ts';
import {
  expectStatus,
  initialize,
  openRequestTab,
  response,
  saveShape,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

async function tryDemo(page: Page): Promise<string> {
  await signUp(page);
  await page.getByRole('button', { name: 'Try the demo API' }).click();
  await expect(urlField(page)).toBeVisible();
  await initialize(page);
  await expectStatus(page, '200 OK');
  await saveShape(page);
  return new URL(page.url()).pathname;
}

test('every page can be read by everybody: axe in both colour schemes, on a phone, and at 200 %', async ({ page }) => {
  test.setTimeout(300_000);
  const call = await tryDemo(page);
  const project = call.slice(0, call.indexOf('/calls/'));
  const callId = call.slice(call.lastIndexOf('/') + 1);
  const tree = await (await page.request.get(`/api${project}/tree`)).json();
  const apiId: string = tree.apis[0].id;
  const addresses = [
    project,
    call,
    `${project}/apis/${apiId}`,
    `${project}/data`,
    `${project}/actions`,
    `${project}/data/${callId}`,
    `${project}/runs`,
    `${project}/values`,
    ...['project', 'environments', 'tokens', 'workspace', 'account'].map((each) => `${project}/settings/${each}`),
    '/nowhere',
  ];
  for (const address of addresses) {
    await page.goto(address);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
    await expect(page.getByLabel('Loading')).toHaveCount(0);
    await expectAccessible(page);
    await expectFitsNarrow(page, address.replace(project, ''));
  }
  await page.goto(project);
  for (const [button, dialog] of [
    ['Add API', 'Add an API'],
    ['Paste a cURL command', 'Paste a cURL command'],
  ] as const) {
    await page.getByRole('navigation').getByRole('button', { name: button }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
    await expectFitsNarrow(page, dialog);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
});

test('on a phone a call is found, run and read, and used as data', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await tryDemo(page);
  await expect(response(page).getByRole('button', { name: 'Enter by hand' })).toBeInViewport({ ratio: 1 });
  await test.step('what is done with a raw response is in sight', async () => {
    const raw = await showResponse(page, 'Raw');
    for (const name of ['Search', 'Copy', 'Download']) {
      await expect(raw.getByRole('button', { name })).toBeInViewport({ ratio: 1 });
    }
  });
  await test.step('the menu takes an edit back, and does it again', async () => {
    await urlField(page).fill('/customers/other');
    await page.getByRole('button', { name: 'More for this call' }).click();
    await page.getByRole('menuitem', { name: 'Undo' }).click();
    await expect(urlField(page)).toHaveValue('/customers');
    await page.getByRole('menuitem', { name: 'Redo' }).click();
    await expect(urlField(page)).toHaveValue('/customers/other');
    await expect(page.getByRole('menuitem', { name: 'Redo' })).toBeDisabled();
    await page.getByRole('menuitem', { name: 'Undo' }).click();
    await expect(urlField(page)).toHaveValue('/customers');
    await page.keyboard.press('Escape');
  });
  await test.step('every kind of body can be chosen, and a body laid out', async () => {
    await page.getByRole('button', { name: 'Open the side bar' }).click();
    await page.getByRole('navigation').getByRole('link', { name: 'Create order' }).click();
    await openRequestTab(page, 'Body');
    const kinds = page.getByRole('radiogroup', { name: 'Kind of body' });
    for (const kind of ['None', 'GraphQL', 'File']) {
      await expect(kinds.getByText(kind, { exact: true })).toBeInViewport({ ratio: 1 });
    }
    await expect(page.getByRole('button', { name: 'Format' })).toBeInViewport({ ratio: 1 });
  });
  await page.getByRole('button', { name: 'Open the side bar' }).click();
  await page.getByRole('searchbox', { name: 'Filter APIs and calls' }).fill('customer');
  await page.getByRole('navigation').getByRole('link', { name: 'Get customer' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the call' })).toHaveValue('Get customer');
  await expect(page.getByRole('button', { name: 'Initialize call' })).toBeInViewport();
  await initialize(page);
  await expectStatus(page, '200 OK');
  const field = response(page).getByRole('row', { name: /^name/ }).first();
  await field.scrollIntoViewIfNeeded();
  await expect(field).toBeInViewport();
  await page.getByRole('button', { name: 'Open the side bar' }).click();
  await page.getByRole('link', { name: 'Data sources' }).click();
  await page.getByRole('link', { name: /List customers.*Usable/ }).click();
  await page.getByRole('button', { name: 'Use test values' }).click();
  await page.getByRole('button', { name: /^Run/ }).click();
  await expect(page.getByRole('status').filter({ hasText: '200 OK' })).toBeVisible();
  const rows = page.getByRole('region', { name: 'Rows of the result' });
  await rows.scrollIntoViewIfNeeded();
  await expect(rows.getByText('Ada Lovelace')).toBeInViewport();
  expect(await tooWide(page)).toEqual([]);
});
