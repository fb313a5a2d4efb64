import type { Page } from '@playwright/test';
import { chooseAuthKind, connect, fillCodeFlow, tokenPanel } from '../support/provider.ts';
import { addFirstApi, expectSaved, signUp } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import { shoot, shootPart } from './shoot.ts';

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
  await tokenPanel(page).scrollIntoViewIfNeeded();
  await shoot(page, 'auth-token-panel');
});
