import { expectAccessible } from '../support/axe.ts';
import {
  addCall,
  addFirstApi,
  addFixedRow,
  expectSaved,
  openApi,
  openRequestTab,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('it is seen where a variable is used, and only what is unused goes without a question', async ({ page, odd }) => {
  await signUp(page);
  await addFirstApi(page, 'Shop', odd.origin);
  await addFixedRow(page, 'header', 'X-Region', '{{region}}');
  await expectSaved(page);
  await addCall(page, 'Ask');
  await urlField(page).fill('/echo?r={{region}}');
  await expectSaved(page);
  await page.getByRole('link', { name: 'Secrets & variables' }).click();
  for (const name of ['region', 'spare']) {
    await page.getByRole('button', { name: 'Add variable' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('textbox', { name: 'Value in Development' }).fill('eu');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible();
  }
  await expect(page.getByRole('row', { name: /^spare/ })).toContainText('unused');

  await test.step('each use is a way to where it stands', async () => {
    await page.getByRole('button', { name: 'region: used in 2 places' }).press('Enter');
    await expect(page.getByRole('link', { name: 'Shop: header X-Region' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Shop - Ask: URL' }).click();
    await expect(urlField(page)).toHaveValue('/echo?r={{region}}');
    await page.goBack();
  });

  await test.step('what is unused is deleted at once, and comes back', async () => {
    await page.getByRole('button', { name: 'Delete spare' }).click();
    await expect(page.getByRole('row', { name: /^spare/ })).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect(page.getByRole('row', { name: /^spare/ })).toBeVisible();
  });

  await test.step('what is used is deleted only after its uses were shown', async () => {
    await page.getByRole('button', { name: 'Delete region' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete region?' });
    await expect(dialog.getByRole('link')).toHaveCount(2);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByRole('row', { name: /^region/ })).toBeVisible();
  });

  await test.step('a shared header says how many calls send it', async () => {
    await openApi(page, 'Shop');
    await expect(page.getByText('used by the only call')).toBeVisible();
    await page.getByRole('navigation').getByRole('link', { name: 'Ask' }).click();
    await openRequestTab(page, 'Headers');
    await addFixedRow(page, 'header', 'x-region', 'mine');
    await expectSaved(page);
    await openApi(page, 'Shop');
    await expect(page.getByText('used by no call')).toBeVisible();
    await expectAccessible(page);
  });
});
