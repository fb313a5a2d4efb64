import { expectAccessible } from '../support/axe.ts';
import { tabTo } from '../support/keyboard.ts';
import {
  addCall,
  addFirstApi,
  addInputRow,
  expectSaved,
  expectStatus,
  initialize,
  makeToken,
  openCall,
  openRequestTab,
  openSettings,
  saveShape,
  setTestValue,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('what ran is found again, looked at, counted and run once more', async ({
  page,
  jsonServer,
  request,
  product,
}) => {
  await signUp(page);
  await page.getByRole('navigation', { name: 'APIs and pages' }).getByRole('link', { name: 'Runs' }).click();
  await expect(page.getByText('Nothing ran in this time')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Data sources' }).click();
  await page.goto('/');
  await addFirstApi(page, 'Shop', jsonServer.origin);
  await addCall(page, 'List customers');
  await urlField(page).fill('/customers');
  await openRequestTab(page, 'Parameters');
  await addInputRow(page, 'parameter', '_limit');
  await setTestValue(page, '_limit', '2');
  await expectSaved(page);
  await initialize(page);
  await expectStatus(page, '200 OK');
  await saveShape(page);
  const token = await makeToken(page, 'Shop front');
  const address = `${product.address}/run/v1/${token.project}/shop/list-customers`;
  const headers = { authorization: `Bearer ${token.value}` };
  for (const limit of [1, 3]) {
    expect((await request.post(address, { headers, data: { inputs: { _limit: String(limit) } } })).ok()).toBe(true);
  }
  await page.getByRole('navigation', { name: 'APIs and pages' }).getByRole('link', { name: 'Runs' }).click();
  const list = page.getByRole('list', { name: 'Runs' });
  await expect(list.getByRole('listitem')).toHaveCount(3);

  await test.step('the charts count them, and are walked by keys', async () => {
    const chart = page.getByRole('slider', { name: 'Runs over time' });
    await chart.focus();
    await page.keyboard.press('End');
    await expect(chart).toHaveAttribute('aria-valuetext', /Runs: 3, Failed: 0/);
    await page.keyboard.press('Home');
    await expect(chart).toHaveAttribute('aria-valuetext', /Runs: 0/);
    await page.keyboard.press('Escape');
  });

  await test.step('filters stand in the address, and what passes none is said', async () => {
    await page.getByRole('combobox', { name: 'By whom' }).click();
    await page.getByRole('option', { name: 'Shop front' }).click();
    await expect(list.getByRole('listitem')).toHaveCount(2);
    await page.getByRole('combobox', { name: 'Result' }).click();
    await page.getByRole('option', { name: 'Failed', exact: true }).click();
    await expect(page.getByText('No run is like that')).toBeVisible();
    await page.reload();
    await expect(page.getByText('No run is like that')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect(list.getByRole('listitem')).toHaveCount(3);
  });

  await test.step('one is opened and the next reached by keys', async () => {
    await tabTo(page, list.getByRole('button').first());
    await page.keyboard.press('Enter');
    const pane = page.getByRole('region', { name: 'One run' });
    await expect(pane).toContainText('Run API, Shop front');
    await page.keyboard.press('ArrowDown');
    await expect(list.getByRole('button').nth(1)).toBeFocused();
    await pane.getByRole('tab', { name: 'Request' }).click();
    await expect(pane.getByRole('tabpanel', { name: 'Request' })).toContainText('/customers?_limit=1');
    await pane.getByRole('tab', { name: 'Inputs' }).click();
    await expect(pane.getByRole('tabpanel', { name: 'Inputs' })).toContainText('_limit');
    await expectAccessible(page);
  });

  await test.step('it is run again, and the new run is shown', async () => {
    await page.getByRole('button', { name: 'Run again' }).click();
    const dialog = page.getByRole('dialog', { name: 'Run it again?' });
    await expect(dialog).toContainText('Shop - List customers is run in Development');
    await dialog.getByRole('button', { name: 'Run again' }).click();
    await expect(dialog).toHaveCount(0);
    await expect(page.getByRole('region', { name: 'One run' })).toContainText('By hand, Ann Example');
    await expect(list.getByRole('listitem')).toHaveCount(4);
  });

  await test.step('how long runs are kept is settled, and old ones go', async () => {
    await openSettings(page, 'Runs');
    const section = page.getByRole('region', { name: 'Runs' });
    await expect(section).toContainText('4 runs are recorded now.');
    await section.getByRole('textbox', { name: 'Runs at most' }).fill('1');
    await section.getByRole('checkbox', { name: 'Keep bodies too' }).check();
    await section.getByRole('button', { name: 'Save' }).click();
    await expect(section.getByRole('button', { name: 'Save' })).toBeDisabled();
    await expectAccessible(page);
    await openCall(page, 'List customers');
    await initialize(page);
    await expectStatus(page, '200 OK');
    await page.getByRole('navigation', { name: 'APIs and pages' }).getByRole('link', { name: 'Runs' }).click();
    await list.getByRole('button').first().click();
    await expect(page.getByRole('region', { name: 'Body of the response' })).toContainText('"id"');
  });
});
