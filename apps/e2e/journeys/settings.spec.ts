import { expectAccessible } from '../support/axe.ts';
import { addFirstApi, makePerson, openSettings, signUp } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('environments, the workspace and the account are looked after in one place', async ({ page }) => {
  const person = makePerson();
  await signUp(page, person);
  await addFirstApi(page, 'Shop', 'https://shop.example.com');
  await openSettings(page, 'Environments');
  await expect(page).toHaveURL(/\/settings\/environments$/);

  await test.step('an environment is added, renamed, seen everywhere, and deleted after a warning', async () => {
    await page.getByRole('button', { name: 'Add environment' }).click();
    await page.getByRole('textbox', { name: 'Name of the new environment' }).fill('live');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Another environment of the project has this name.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Name of the new environment' }).fill('Staging');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Rename Staging' }).click();
    await page.getByRole('textbox', { name: 'New name of Staging' }).fill('Test');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Rename Test' })).toBeVisible();
    await page.getByRole('navigation').getByRole('link', { name: 'Shop', exact: true }).click();
    await expect(page.getByRole('combobox', { name: 'Base URL, Test' })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('button', { name: 'Delete Live' })).toHaveCount(0);
    await page.getByRole('button', { name: 'Delete Test' }).click();
    const dialog = page.getByRole('dialog', { name: 'Delete Test?' });
    await expect(dialog).toContainText('Nothing of it can be brought back.');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Delete environment' }).click();
    await expect(page.getByRole('button', { name: 'Rename Test' })).toHaveCount(0);
  });

  await test.step('the workspace has a name and members', async () => {
    await openSettings(page, 'Workspace');
    const workspace = page.getByRole('region', { name: 'Workspace' });
    await workspace.getByRole('button', { name: 'Rename' }).click();
    await workspace.getByRole('textbox', { name: 'Name of the workspace' }).fill('Navy');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('banner')).toContainText('Navy');
    await expect(workspace.getByRole('list', { name: 'Members' })).toContainText(person.email);
  });

  await test.step('a password is changed with the present one', async () => {
    await page.getByRole('button', { name: `Account of ${person.name}` }).click();
    await page.getByRole('menuitem', { name: 'Your account' }).click();
    const account = page.getByRole('region', { name: 'Your account' });
    await account.getByRole('button', { name: 'Change your password' }).click();
    await account.getByLabel('Present password').fill('wrong');
    await account.getByLabel('New password').fill('a new and long password');
    await account.getByRole('button', { name: 'Change password' }).click();
    await expect(account.getByText('Your present password is another one.')).toBeVisible();
    await expectAccessible(page);
    await account.getByLabel('Present password').fill(person.password);
    await account.getByRole('button', { name: 'Change password' }).click();
    await expect(account.getByLabel('Present password')).toHaveCount(0);
    await page.reload();
    await expect(page.getByRole('heading', { name: 'Your account' })).toBeVisible();
    await page.goBack();
    await expect(page.getByRole('heading', { name: 'Workspace' })).toBeVisible();
  });
});
