import { signUp } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import { shoot } from './shoot.ts';

test('sign-up and sign-in', async ({ page }) => {
  // The first account of a server is asked for in other words.
  await signUp(page);
  await page.context().clearCookies();
  await page.goto('/sign-up');
  await expect(page.getByLabel('Your name')).toBeVisible();
  await shoot(page, 'sign-up');
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByLabel('Your name')).toHaveAttribute('aria-invalid', 'true');
  await shoot(page, 'sign-up-errors');
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill('nobody@example.com');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
  await shoot(page, 'sign-in-refused');
});

test('the first minutes', async ({ page }) => {
  await signUp(page);
  await shoot(page, 'first-api');
  await page.getByRole('main').getByRole('button', { name: 'Paste a cURL command' }).click();
  await page
    .getByRole('dialog')
    .getByRole('textbox')
    .fill('curl -X POST \'https://api.example.com/v1/orders?dry=1\' -u ann:a-password -d \'{"name": "Ann"}\'');
  await shoot(page, 'import-curl');
  await page.keyboard.press('Escape');
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await shoot(page, 'not-found');
});
