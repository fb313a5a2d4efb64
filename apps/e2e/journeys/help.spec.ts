import { expectAccessible } from '../support/axe.ts';
import { signUp } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('the shortcuts and the words are explained under ?, but not while somebody types', async ({ page }) => {
  await signUp(page);
  await page.getByLabel('Base URL').press('?');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.getByLabel('Base URL').fill('');
  await page.getByRole('heading', { name: 'Add your first API' }).click();
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Help' });
  await expect(help.getByText('Find an API, a call, a page or a command')).toBeVisible();
  await expectAccessible(page);
  await help.getByRole('tab', { name: 'Glossary' }).click();
  await expectAccessible(page);
  await help.getByRole('searchbox', { name: 'Search the glossary' }).fill('array');
  await expect(help.getByText('Many values one after another')).toBeVisible();
  await help.getByRole('button', { name: 'Object', exact: true }).click();
  await expect(help.getByText('One thing with named fields')).toBeInViewport();
  await page.keyboard.press('Escape');
  await expect(help).toHaveCount(0);
  await page.goto(`${page.url()}?help=shape`);
  await expect(page.getByRole('dialog', { name: 'Help' }).getByText('What is known of a response')).toBeInViewport();
});
