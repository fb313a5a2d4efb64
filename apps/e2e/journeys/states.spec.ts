import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import {
  addCall,
  addFirstApi,
  addFixedRow,
  expectSaved,
  makePerson,
  openRequestTab,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

/** Cuts the editor off from its server, as a lost network does; returns what mends it. */
async function cutOff(context: BrowserContext): Promise<() => Promise<void>> {
  await context.route('**/api/**', (route) => route.abort());
  return () => context.unroute('**/api/**');
}

function foot(page: Page) {
  return page.getByRole('status').filter({ hasText: 'The server cannot be reached.' });
}

async function leaves(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify(localStorage) + JSON.stringify(sessionStorage));
}

test('what could not be saved outlives a closed tab, is shown as restored, and can be discarded', async ({
  page,
  context,
  odd,
}) => {
  await signUp(page);
  await addFirstApi(page, 'Shop', odd.origin);
  await addCall(page, 'Echo');
  await urlField(page).fill('/echo?before');
  await expectSaved(page);
  const address = page.url();

  const mend = await cutOff(context);
  await urlField(page).fill('/echo?typed-while-away');
  const key = `sk_live_${'51HxT9kQ2mVb7Lz3'.repeat(2)}`;
  await openRequestTab(page, 'Headers');
  await addFixedRow(page, 'header', 'X-Key', key);
  await expect(foot(page)).toBeVisible();
  await expectAccessible(page);
  await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })]);
  await mend();

  const other = await context.newPage();
  await other.goto(address);
  await expect(other.getByText('Restored what you typed')).toBeVisible();
  await expect(urlField(other)).toHaveValue('/echo?typed-while-away');
  await expect(other.getByText('A pasted key was not kept')).toBeVisible();
  expect(await leaves(other)).not.toContain(key);
  await expectAccessible(other);
  await expectSaved(other);
  await other.getByRole('button', { name: 'Discard it' }).click();
  await expect(urlField(other)).toHaveValue('/echo?before');
  await expectSaved(other);
  await other.reload();
  await expect(urlField(other)).toHaveValue('/echo?before');
  await expect(other.getByText('Restored what you typed')).toHaveCount(0);
  expect(await leaves(other)).not.toContain('typed-while-away');
});

test('two tabs of a call that are both cut off keep their own, and both are saved', async ({ page, context, odd }) => {
  await signUp(page);
  await addFirstApi(page, 'Shop', odd.origin);
  await addCall(page, 'Echo');
  await urlField(page).fill('/echo');
  await expectSaved(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await openRequestTab(other, 'Notes');
  const mend = await cutOff(context);
  await urlField(page).fill('/echo?from=one-tab');
  await other.getByRole('textbox', { name: 'Notes' }).fill('From the other tab.');
  await expect(foot(page)).toBeVisible();
  await expect(foot(other)).toBeVisible();
  await mend();
  await expect(async () => {
    // It may be back by itself before the button is pressed.
    const again = page.getByRole('button', { name: 'Try now' });
    if (await again.isVisible()) await again.click({ timeout: 1_000 });
    await expect(foot(page)).toHaveCount(0, { timeout: 1_000 });
  }).toPass({ timeout: 15_000 });
  await expect(foot(other)).toHaveCount(0);
  await expectSaved(page);
  await expectSaved(other);
  await other.reload();
  await expect(urlField(other)).toHaveValue('/echo?from=one-tab');
  await expect(other.getByRole('region', { name: 'Notes' })).toContainText('From the other tab.');
});

test('a session that ends is begun again in place, and signing out leaves nothing behind', async ({
  page,
  context,
  odd,
}) => {
  const person = makePerson();
  await signUp(page, person);
  await addFirstApi(page, 'Shop', odd.origin);
  await addCall(page, 'Echo');
  await urlField(page).fill('/echo');
  await expectSaved(page);
  await context.clearCookies();
  await urlField(page).fill('/echo?typed-signed-out');
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog.getByLabel('E-mail')).toHaveValue(person.email);
  await expectAccessible(page);
  await dialog.getByLabel('Password', { exact: true }).fill('not the password');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toBeVisible();
  await dialog.getByLabel('Password', { exact: true }).fill(person.password);
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expectSaved(page);
  await expect(urlField(page)).toHaveValue('/echo?typed-signed-out');
  await page.reload();
  await expect(urlField(page)).toHaveValue('/echo?typed-signed-out');

  await test.step('what could not be saved is asked about before it is forgotten', async () => {
    await context.route('**/api/calls/*', (route) => route.abort());
    await urlField(page).fill('/echo?never-saved');
    await expect(page.getByRole('main').getByText('Not saved')).toBeVisible();
    await page.getByRole('button', { name: `Account of ${person.name}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    const question = page.getByRole('dialog', { name: 'Sign out and lose what is not saved?' });
    await expect(question).toBeVisible();
    await expectAccessible(page);
    await question.getByRole('button', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    expect(await leaves(page)).not.toContain('never-saved');
  });
});

test('a page that could not be loaded says so and loads when asked again', async ({ page, context, odd }) => {
  await signUp(page);
  await addFirstApi(page, 'Shop', odd.origin);
  await addCall(page, 'Echo');
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
  const broken = /\/api\/(?:calls|values|apis|members|tokens|projects\/[^/]+\/)/;
  await page.reload();
  await expect(page.getByRole('navigation').getByRole('link', { name: 'Echo' })).toBeVisible();
  await context.route(broken, (route) => route.fulfill({ status: 500, body: 'No.' }));
  for (const [link, retried] of [
    ['Echo', () => urlField(page)],
    ['Data sources', () => page.getByText('Not initialized', { exact: true }).last()],
  ] as const) {
    await page.getByRole('navigation').getByRole('link', { name: link }).click();
    await expect(page.getByRole('alert').filter({ hasText: 'The server answered 500' }).first()).toBeVisible();
    await expectAccessible(page);
    await context.unroute(broken);
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await expect(retried()).toBeVisible();
    await context.route(broken, (route) => route.fulfill({ status: 500, body: 'No.' }));
  }
});
