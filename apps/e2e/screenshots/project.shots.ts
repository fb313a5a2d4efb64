import { makeToken, openApi, openSettings, signUp, urlField } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import { shoot } from './shoot.ts';

test('the pages of a project', async ({ page }) => {
  await signUp(page);
  await page.getByRole('link', { name: 'Secrets & variables' }).click();
  await expect(page.getByRole('heading', { name: 'Secrets & variables' })).toBeVisible();
  await shoot(page, 'values-empty');
  for (const section of ['Project', 'Environments', 'Tokens', 'Runs', 'Workspace', 'Your account']) {
    await openSettings(page, section);
    await expect(page.getByLabel('Loading')).toHaveCount(0);
    await shoot(page, `settings-${section.toLowerCase().replace(' ', '-')}`);
  }
  await page.goto('/');
  await page.getByRole('button', { name: 'Try the demo API' }).click();
  await expect(urlField(page)).toBeVisible();
  await openApi(page, 'Demo shop');
  await shoot(page, 'api');
  const kind = page.getByRole('combobox', { name: 'Kind' });
  await shoot(page, 'api-auth-kinds', async () => {
    await page.keyboard.press('Escape');
    await kind.evaluate((element) => element.scrollIntoView({ block: 'center' }));
    await kind.click();
    await expect(page.getByRole('option', { name: 'Bearer token' })).toBeVisible();
  });
  await page.keyboard.press('Escape');
  await makeToken(page, 'Shop front');
  await shoot(page, 'settings-token');
});

test('values that are set and used, and the dialogs of a project', async ({ page }) => {
  await signUp(page);
  await page.getByRole('button', { name: 'Try the demo API' }).click();
  await expect(urlField(page)).toBeVisible();
  await urlField(page).fill('/customers?region={{region}}');
  await page.getByRole('link', { name: 'Secrets & variables' }).click();
  for (const [name, value] of [
    ['region', 'eu-west-1'],
    ['a_variable_with_a_name_that_is_rather_long', 'and a value that is no shorter than its name is'],
  ] as const) {
    await page.getByRole('button', { name: 'Add variable' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill(name);
    await page.getByRole('textbox', { name: 'Value in Development' }).fill(value);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible();
  }
  await shoot(page, 'values');
  await page.getByRole('button', { name: 'Delete region' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, 'dialog-delete-used');
  await page.keyboard.press('Escape');
  await page.getByRole('navigation').getByRole('button', { name: 'Add API' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await shoot(page, 'dialog-add-api');
  await page.keyboard.press('Escape');
  await page.goto('/');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await shoot(page, 'project');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
  await shoot(page, 'dialog-help');
});
