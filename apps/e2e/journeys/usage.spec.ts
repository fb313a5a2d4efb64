import { expectAccessible } from '../support/axe.ts';
import {
  addCall,
  addFirstApi,
  addInputRow,
  expectSaved,
  expectStatus,
  initialize,
  openCall,
  openRequestTab,
  saveShape,
  setMethod,
  setTestValue,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('a call is used as data: found, run, looked at in every way, and taken along as code', async ({
  page,
  jsonServer,
}) => {
  await signUp(page);
  await addFirstApi(page, 'Shop', jsonServer.origin);
  await page.getByRole('link', { name: 'Data sources' }).click();
  await expect(page.getByText('No data sources yet')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Shop', exact: true }).click();
  await addCall(page, 'List customers');
  await urlField(page).fill('/customers');
  await openRequestTab(page, 'Parameters');
  await addInputRow(page, 'parameter', '_limit');
  await setTestValue(page, '_limit', '3');
  await expectSaved(page);

  await test.step('what is not usable yet says why, and where that is mended', async () => {
    await page.getByRole('link', { name: 'Data sources' }).click();
    await expect(page.getByText('Not initialized', { exact: true }).last()).toBeVisible();
    await page.getByRole('link', { name: 'Open the call' }).click();
    await initialize(page);
    await expectStatus(page, '200 OK');
    await saveShape(page);
  });

  await test.step('it is found and run with the keyboard alone', async () => {
    await page.getByRole('link', { name: 'Data sources' }).click();
    await page.getByRole('link', { name: /List customers.*Usable in Development/ }).press('Enter');
    await expect(page.getByRole('heading', { level: 1, name: /List customers/ })).toBeVisible();
    await page.getByRole('textbox', { name: '_limit' }).press('ControlOrMeta+Enter');
    await expect(page.getByRole('textbox', { name: '_limit' })).toBeFocused();
    await expect(page.getByText('Give it a value.')).toBeVisible();
    await page.keyboard.type('2');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(page.getByRole('status').filter({ hasText: '200 OK' })).toBeVisible();
  });

  await test.step('the rows stand in a table that sorts, in cards and as JSON', async () => {
    const rows = page.getByRole('region', { name: 'Rows of the result' });
    await expect(rows.getByRole('row')).toHaveCount(3);
    await rows.getByRole('button', { name: 'id' }).click();
    await rows.getByRole('button', { name: 'id' }).click();
    await expect(rows.getByRole('columnheader', { name: 'id' })).toHaveAttribute('aria-sort', 'descending');
    await expectAccessible(page);
    await page.getByText('Cards', { exact: true }).click();
    await expect(page.getByRole('list', { name: 'Rows of the result' }).getByRole('listitem')).toHaveCount(2);
    await page.getByText('JSON', { exact: true }).click();
    await expect(page.getByRole('region', { name: 'Result' })).toContainText('"id": 1');
  });

  await test.step('what was typed is still there after a reload, and the code has the right types', async () => {
    await page.reload();
    await expect(page.getByRole('textbox', { name: '_limit' })).toHaveValue('2');
    const code = page.getByRole('region', { name: 'Use it' });
    await expect(code).toContainText('curl -X POST');
    await code.getByText('TypeScript', { exact: true }).click();
    await expect(code).toContainText('export interface ListCustomersInputs');
    await expect(code).toContainText('"_limit": string;');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await code.getByRole('button', { name: 'Copy as TypeScript' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
      'export async function runListCustomers',
    );
  });
});

test('an action runs on a press alone, asks first in Live, and tells what failed', async ({ page, odd }) => {
  await signUp(page);
  await addFirstApi(page, 'Odd', odd.origin);
  await addCall(page, 'Do it');
  await setMethod(page, 'POST');
  await urlField(page).fill('/echo?q=[q]');
  await page.getByText('Action', { exact: true }).click();
  await setTestValue(page, 'q', 'a');
  await expectSaved(page);
  await initialize(page);
  await expectStatus(page, '200 OK');
  await saveShape(page);
  await page.getByRole('navigation').getByRole('link', { name: 'Odd', exact: true }).click();
  await page.getByRole('combobox', { name: 'Live' }).fill(odd.origin);
  await expectSaved(page);

  await page.getByRole('link', { name: 'Actions' }).click();
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Environment/ })
    .click();
  await page.getByRole('menuitemradio', { name: 'Live' }).click();
  await page.getByRole('link', { name: /Do it.*Usable in Live/ }).click();
  await page.getByRole('button', { name: 'Use test values' }).click();
  const before = odd.requests.length;
  await page.getByRole('button', { name: /^Run in Live/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Run Do it in Live?' });
  await expect(dialog).toContainText('It really happens');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(odd.requests).toHaveLength(before);
  await page.getByRole('button', { name: /^Run in Live/ }).click();
  await dialog.getByRole('button', { name: 'Run it' }).click();
  await expect(page.getByRole('status').filter({ hasText: '200 OK' })).toBeVisible();
  expect(odd.requests).toHaveLength(before + 1);

  await openCall(page, 'Do it');
  await urlField(page).fill('/reset?q=[q]');
  await expectSaved(page);
  await page.getByRole('link', { name: 'Actions' }).click();
  await page.getByRole('link', { name: /Do it/ }).last().click();
  await page.getByRole('button', { name: /^Run in Live/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Run it' }).click();
  await expect(page.getByRole('alert', { name: 'What went wrong' })).toContainText('One thing to try:');
});
