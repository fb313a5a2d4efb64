import { OIDC_CLIENTS, type OidcServer } from '@jackfield/testing';
import type { Page } from '@playwright/test';
import { expectSaved } from './steps.ts';
import { expect } from './test.ts';

export async function chooseAuthKind(page: Page, kind: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Kind' }).fill(kind);
  await page.getByRole('option', { name: kind, exact: true }).click();
}

/** On the page of an API: the User-Agent Flow with what the provider publishes of itself, and a public client. */
export async function fillCodeFlow(page: Page, provider: OidcServer): Promise<void> {
  await chooseAuthKind(page, 'OAuth2 User-Agent Flow');
  await page.getByRole('textbox', { name: 'Issuer URL, Development' }).fill(provider.origin);
  await page.getByRole('button', { name: 'Discover from the issuer' }).first().click();
  const found = page.getByRole('textbox', { name: 'Login dialog redirect, Development' });
  await expect(found).toHaveValue(`${provider.origin}/auth`);
  await page.getByRole('textbox', { name: 'App ID / Client ID, Development' }).fill(OIDC_CLIENTS.public.id);
  await page.getByRole('textbox', { name: 'Scope, Development' }).fill('openid offline_access');
  await expectSaved(page);
}

export function tokenPanel(page: Page) {
  return page.getByRole('region', { name: 'Token, Development' });
}

/** Presses Connect, and signs in and allows it in the provider's window, or turns it down. */
export async function connect(page: Page, button: 'Connect' | 'Reconnect', { allows = true } = {}): Promise<Page> {
  const opened = page.waitForEvent('popup');
  await tokenPanel(page).getByRole('button', { name: button }).click();
  const window = await opened;
  if (allows) {
    await window.getByPlaceholder('Enter any login').fill('alice');
    await window.getByPlaceholder('and password').fill('any');
    await window.getByRole('button', { name: 'Sign-in' }).click();
    await window.getByRole('button', { name: 'Continue' }).click();
  } else {
    await window.getByRole('link', { name: '[ Cancel ]' }).click();
  }
  return window;
}

/** As the program of a builder does, for an end user of theirs. */
export async function connectingLink(
  { address }: { address: string },
  token: { project: string; value: string },
  api: string,
  user: string,
): Promise<string> {
  const res = await fetch(`${address}/run/v1/${token.project}/${api}/end-user/link?user=${user}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token.value}` },
  });
  const { url }: { url: string } = await res.json();
  return url;
}
