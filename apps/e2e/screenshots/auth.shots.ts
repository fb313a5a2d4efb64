import { answerAtDevice, OIDC_CLIENTS } from '@jackfield/testing';
import type { Page } from '@playwright/test';
import { chooseAuthKind, connect, connectingLink, fillCodeFlow, tokenPanel } from '../support/provider.ts';
import { addFirstApi, expectSaved, makeToken, signUp } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import { centre, shoot, shootPart } from './shoot.ts';

const authentication = (page: Page) => page.getByRole('region', { name: 'Authentication', exact: true });

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) {
    await page.getByRole('textbox', { name: label, exact: true }).fill(value);
  }
  await expectSaved(page);
}

async function setSecret(page: Page, label: string, value: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole('button', { name: `Save ${label}` }).click();
  await expect(page.getByRole('button', { name: `Replace ${label}` })).toBeVisible();
}

test('the kinds of authentication that are met most, for the guide', async ({ page }) => {
  await signUp(page);
  await addFirstApi(page, 'Contacts', 'https://api.example.com');
  await chooseAuthKind(page, 'Private key in header');
  await fill(page, { 'Header name': 'X-Api-Key' });
  await setSecret(page, 'Key, Development', 'sk_test_51HxT9kQ2mVb7Lz3');
  await shootPart(page, authentication(page), 'auth-api-key');
  await chooseAuthKind(page, 'Bearer token');
  await setSecret(page, 'Token, Development', 'pat_51HxT9kQ2mVb7Lz3');
  await shootPart(page, authentication(page), 'auth-bearer');
  await chooseAuthKind(page, 'HTTP Basic Auth');
  await fill(page, { 'Username, Development': 'contacts' });
  await shootPart(page, authentication(page), 'auth-basic');
  await chooseAuthKind(page, 'JSON Web Token (JWT)');
  await shootPart(page, authentication(page), 'auth-service-account');
  await chooseAuthKind(page, 'Client-side SSL certificate');
  await shootPart(page, authentication(page), 'auth-client-certificate');
  await chooseAuthKind(page, 'OAuth2 Client Credentials');
  await fill(page, {
    'Token URL, Development': 'https://login.example.com/oauth/token',
    'Client ID, Development': 'contacts-reader',
    'Scope, Development': 'contacts.read',
  });
  await shootPart(page, authentication(page), 'auth-client-credentials');
});

test('somebody connects an API', async ({ page, provider }) => {
  await signUp(page);
  await addFirstApi(page, 'Contacts', provider.origin);
  await fillCodeFlow(page, provider);
  await shootPart(page, authentication(page), 'auth-oauth2');
  const window = await connect(page, 'Connect');
  await expect(window.getByRole('heading', { name: 'Connected' })).toBeVisible();
  await shoot(window, 'auth-connected');
  await window.close();
  await expect(tokenPanel(page)).toContainText('by Ann Example');
  await shoot(page, 'auth-token-panel', centre(tokenPanel(page)));
});

test('a code for another device', async ({ page, provider }) => {
  await signUp(page);
  await addFirstApi(page, 'Television', provider.origin);
  await chooseAuthKind(page, 'OAuth2 Device Code');
  await fill(page, {
    'Device authorization URL, Development': `${provider.origin}/device/auth`,
    'Token URL, Development': `${provider.origin}/token`,
    'Client ID, Development': OIDC_CLIENTS.device.id,
    'Scope, Development': 'openid offline_access',
  });
  const token = tokenPanel(page);
  await token.getByRole('button', { name: 'Connect', exact: true }).click();
  await expect(token.getByRole('button', { name: 'Copy the code' })).toBeVisible();
  await shootPart(page, authentication(page), 'auth-device-code');
  await shoot(page, 'auth-device-code', centre(token));
  const link = token.getByRole('link', { name: `Open ${new URL(provider.origin).host}` });
  await answerAtDevice((await link.getAttribute('href')) ?? '');
  await expect(token.getByText('Television is connected.')).toBeVisible();
  await shoot(page, 'auth-device-connected', centre(token));
});

test('accounts of end users', async ({ page, browser, product, provider }) => {
  await signUp(page);
  await addFirstApi(page, 'Contacts', provider.origin);
  await fillCodeFlow(page, provider);
  await page.getByRole('combobox', { name: 'Whose account' }).click();
  await page.getByRole('option', { name: 'Each end user’s own' }).click();
  await expectSaved(page);
  const users = page.getByRole('region', { name: 'End users, Development' });
  await shoot(page, 'auth-end-users-none', centre(users));
  const api = page.url();
  const token = await makeToken(page, 'App');
  const visitor = await (await browser.newContext()).newPage();
  for (const user of ['u1', 'a-user-with-a-rather-long-id@customers.example.com']) {
    await visitor.goto(await connectingLink(product, token, 'contacts', user));
    const next = visitor.getByRole('button', { name: /Continue to/ });
    await expect(next).toBeVisible();
    if (user === 'u1') await shoot(visitor, 'auth-link');
    await next.click();
    await visitor.locator('input[name="login"]').fill(user);
    await visitor.locator('input[name="password"]').fill('any');
    await visitor.getByRole('button').click();
    await visitor.getByRole('button', { name: 'Continue' }).click();
    await expect(visitor.getByRole('heading', { name: 'Connected' })).toBeVisible();
    await visitor.context().clearCookies();
  }
  await visitor.context().close();
  await page.goto(api);
  await expect(users).toContainText('2 end users connected');
  await shoot(page, 'auth-end-users', centre(users));
});
