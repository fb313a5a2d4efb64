import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { addCall, addFirstApi, addFixedRow, expectSaved, openApi, openCall, signUp } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

/** Opens the palette, types, and takes the first that is found. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('combobox', { name: 'Search APIs, calls and pages' })).toBeFocused();
  await page.keyboard.type(words);
  const found = page.getByRole('listbox', { name: 'What was found' }).getByRole('option');
  await expect(found.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
}

const apiOf = (page: Page) => page.getByRole('heading', { level: 1 }).getByRole('link');

test('calls and APIs go elsewhere from the palette, and what is different there is told', async ({ page }) => {
  const { keyboard } = page;
  await signUp(page);
  await addFirstApi(page, 'Shop', 'https://shop.example.com');
  await addFixedRow(page, 'header', 'X-Tenant', '{{tenant}}');
  await expectSaved(page);
  await addCall(page, 'List orders');
  await command(page, 'add api');
  const adding = page.getByRole('dialog', { name: 'Add an API' });
  await adding.getByLabel('Base URL').fill('https://books.example.com');
  await adding.getByLabel('Name', { exact: true }).fill('Books');
  await keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Books' })).toBeVisible();

  await test.step('a call is moved to another API, and back', async () => {
    await openCall(page, 'List orders');
    await command(page, 'move or copy');
    const dialog = page.getByRole('dialog', { name: 'Move or copy Shop - List orders' });
    await expect(dialog.getByRole('combobox', { name: 'API' })).toHaveValue('Books');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Move call' }).click();
    const moved = page.getByRole('dialog', { name: '“List orders” is moved' });
    await expect(moved).toContainText('Not sent any more, as Books does not share it: header X-Tenant.');
    await expectAccessible(page);
    await expect(page.getByText('Books', { exact: true }).first()).toBeVisible();
    await moved.getByRole('button', { name: 'Undo' }).click();
    await expect(moved).toHaveCount(0);
    await expect(apiOf(page)).toHaveText('Shop');
  });

  await test.step('a call that is dragged to another API asks before it goes there', async () => {
    const line = (name: string) => page.getByRole('tree').getByRole('link', { name, exact: true });
    // What dragging takes comes when the pointer is near.
    await line('Shop').hover();
    await expect(page.getByRole('tree').locator('[draggable="true"]').first()).toBeVisible();
    await page.getByRole('tree').getByRole('link', { name: 'List orders' }).dragTo(line('Books'));
    const dialog = page.getByRole('dialog', { name: 'Move or copy Shop - List orders' });
    await expect(dialog.getByRole('combobox', { name: 'API' })).toHaveValue('Books');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await expect(apiOf(page)).toHaveText('Shop');
  });

  await test.step('an API is copied to another project, which is made and opened by commands too', async () => {
    await command(page, 'new project');
    await page
      .getByRole('dialog', { name: /^New project in/ })
      .getByLabel('Name')
      .fill('Back office');
    await keyboard.press('Enter');
    const banner = page.getByRole('banner');
    await expect(banner.getByRole('button', { name: /Project Back office/ })).toBeVisible();
    await command(page, 'open the project');
    await expect(banner.getByRole('button', { name: /Project My project/ })).toBeVisible();
    await openApi(page, 'Shop');
    await command(page, 'copy shop');
    await page
      .getByRole('dialog', { name: 'Copy Shop to another project' })
      .getByRole('button', { name: 'Copy API' })
      .click();
    const copied = page.getByRole('dialog', { name: '“Shop” is copied' });
    await expect(copied).toContainText('Set under Secrets & variables of Back office: {{tenant}}.');
    await keyboard.press('Enter');
    await expect(banner.getByRole('button', { name: /Project Back office/ })).toBeVisible();
    await openCall(page, 'List orders');
  });

  await test.step('the palette adds calls, switches environment and appearance, and has what was used last first', async () => {
    await command(page, 'new call');
    await page.getByRole('dialog', { name: 'New call' }).getByLabel('Name').fill('Make order');
    await keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name of the call' })).toHaveValue('Make order');
    await command(page, 'switch to live');
    await expect(page.getByRole('banner').getByRole('button', { name: 'Environment Live' })).toBeVisible();
    await command(page, 'preview');
    await expect(page).toHaveURL(/view=preview/);
    await command(page, 'settings environments');
    await expect(page).toHaveURL(/\/settings\/environments/);
    await command(page, 'shortcuts');
    await expect(page.getByRole('dialog', { name: 'Help' })).toBeVisible();
    await keyboard.press('Escape');
    await keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('group', { name: 'Recent' }).getByRole('option').first()).toHaveText(/Shortcuts/);
    await expectAccessible(page);
    await keyboard.press('Escape');
    await command(page, 'appearance dark');
    await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
    await command(page, 'sign out');
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });
});
