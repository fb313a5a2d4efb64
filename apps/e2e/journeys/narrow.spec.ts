import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { expectFitsNarrow, tooWide } from '../support/narrow.ts';
import { expectStatus, initialize, response, saveShape, signUp, urlField } from '../support/steps.ts';
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
