import { OIDC_CLIENTS } from '@jackfield/testing';
import type { Browser, Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import { expectFitsNarrow } from '../support/narrow.ts';
import { connectingLink } from '../support/provider.ts';
import {
  addCall,
  addFirstApi,
  expectSaved,
  expectStatus,
  initialize,
  makeToken,
  openApi,
  response,
  saveShape,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('each end user connects an account of their own by a link, and a run has that of the user it names', async ({
  page,
  browser,
  product,
  provider: oidc,
}) => {
  await signUp(page);
  await addFirstApi(page, 'Contacts', oidc.origin);
  await test.step('the API is set to the accounts of end users', async () => {
    await choose(page, /Authentication|Kind/, 'OAuth2 User-Agent Flow');
    await choose(page, 'Whose account', 'Each end user’s own');
    await page.getByLabel('Issuer URL, Development').fill(oidc.origin);
    await page.getByLabel('App ID / Client ID, Development').fill(OIDC_CLIENTS.public.id);
    await page.getByLabel('Scope, Development').fill('openid offline_access');
    await page.getByRole('button', { name: 'Discover from the issuer' }).click();
    await expect(page.getByLabel('Access token endpoint, Development')).toHaveValue(`${oidc.origin}/token`);
    await expectSaved(page);
    const users = page.getByRole('region', { name: 'End users, Development' });
    await expect(users).toContainText('No end user connected yet');
    await expect(users.getByRole('button', { name: 'Connect a user' })).toBeDisabled();
    await expectAccessible(page);
  });

  const token = await makeToken(page, 'App');
  const linkOf = (user: string) => connectingLink(product, token, 'contacts', user);
  await test.step('two people without an account here connect theirs', async () => {
    for (const [user, name] of [
      ['u1', 'alice'],
      ['user-2', 'bob'],
    ] as const) {
      await connectAs(browser, await linkOf(user), name);
    }
  });

  await test.step('a link is good once, and a refusal is told in words', async () => {
    const used = await linkOf('u3');
    const visitor = await (await browser.newContext()).newPage();
    await visitor.goto(used);
    await visitor.getByRole('button', { name: /Continue to/ }).click();
    await visitor.getByRole('link', { name: /Cancel/ }).click();
    await expect(visitor.getByRole('heading', { name: 'Not connected' })).toBeVisible();
    await expect(visitor.getByText(/access_denied/)).toBeVisible();
    await visitor.goto(used);
    await expect(visitor.getByText(/This link was used already/)).toBeVisible();
    await expectAccessible(visitor);
    await expectFitsNarrow(visitor, 'a link that was used');
    await visitor.context().close();
  });

  await test.step('Initialize asks whose connection it has', async () => {
    await openApi(page, 'Contacts');
    await addCall(page, 'My account');
    await urlField(page).fill('/api/me');
    await expectSaved(page);
    await initialize(page);
    await expect(response(page)).toContainText('the run names no user');
    await page.getByRole('button', { name: 'Show the inputs' }).click();
    await userField(page).fill('u1');
    await initialize(page);
    await expectStatus(page, '200 OK');
    await expect(response(page)).toContainText('alice');
    await saveShape(page);
    await expectAccessible(page);
  });

  await test.step('a run by hand has that of another, whose id is completed', async () => {
    await page.getByRole('link', { name: 'Data sources' }).click();
    await page.getByRole('link', { name: /My account.*Usable in Development/ }).click();
    await expect(userField(page)).toHaveValue('u1');
    await userField(page).fill('u');
    await page.getByRole('option', { name: 'user-2' }).click();
    await page.getByRole('button', { name: /^Run/ }).click();
    await expect(page.getByRole('region', { name: 'Result' })).toContainText('bob');
    await expectAccessible(page);
  });

  await test.step('the API shows who is connected, and forgets one', async () => {
    await openApi(page, 'Contacts');
    const users = page.getByRole('region', { name: 'End users, Development' });
    await expect(users).toContainText('2 end users connected');
    const states = await users
      .getByRole('listitem')
      .evaluateAll((lines) => lines.map(({ children }) => children[1]?.getBoundingClientRect().left));
    expect(states).toHaveLength(3);
    expect(new Set(states).size, 'their states stand in one column').toBe(1);
    await expectFitsNarrow(page, 'end users');
    await users.getByRole('button', { name: 'Clear the connection of user-2' }).click();
    await expect(users).toContainText('1 end user connected');
    await expectAccessible(page);
  });
});

function userField(page: Page): Locator {
  return page.getByRole('combobox', { name: 'Connection of user' });
}

async function choose(page: Page, name: string | RegExp, option: string): Promise<void> {
  await page.getByRole('textbox', { name }).or(page.getByRole('combobox', { name })).first().click();
  await page.getByRole('option', { name: option }).click();
}

/** As an end user does: from the link through the provider's pages to the end. */
async function connectAs(browser: Browser, link: string, name: string): Promise<void> {
  const context = await browser.newContext();
  const visitor = await context.newPage();
  await visitor.goto(link);
  await expect(visitor.getByRole('heading', { name: 'Connect your account' })).toBeVisible();
  await expect(visitor.getByText(/asks to use Contacts with your account/)).toBeVisible();
  await expectAccessible(visitor);
  await expectFitsNarrow(visitor, 'the page of a link');
  await visitor.getByRole('button', { name: /Continue to/ }).click();
  await visitor.locator('input[name="login"]').fill(name);
  await visitor.locator('input[name="password"]').fill('any');
  await visitor.getByRole('button').click();
  await visitor.getByRole('button', { name: 'Continue' }).click();
  await expect(visitor.getByRole('heading', { name: 'Connected' })).toBeVisible();
  await expect(visitor.getByText('You can close this window.')).toBeVisible();
  await context.close();
}
