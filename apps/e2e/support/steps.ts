import { expect, type Locator, type Page } from '@playwright/test';
import { PERSON } from './test.ts';

// What a person does, in the words of the page. Every step ends with what the person would see.

export async function signUp(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByLabel('Your name').fill(PERSON.name);
  await page.getByLabel('E-mail').fill(PERSON.email);
  await page.getByLabel('Password', { exact: true }).fill(PERSON.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Add your first API' })).toBeVisible();
}

export async function signIn(page: Page): Promise<void> {
  await page.goto('/');
  await page.getByLabel('E-mail').fill(PERSON.email);
  await page.getByLabel('Password', { exact: true }).fill(PERSON.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('navigation', { name: 'APIs and pages' })).toBeVisible();
}

/** From the empty project or from the tree, whichever is there; ends on the API's page. */
export async function addApi(page: Page, name: string, baseUrl: string): Promise<void> {
  await page.getByRole('button', { name: 'Add API' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Base URL').fill(baseUrl);
  await form.getByLabel('Name').fill(name);
  await form.getByRole('button', { name: 'Add API' }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

/** From the API's page; ends on the call's page. */
export async function addCall(page: Page, name: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Name of the new call' }).fill(name);
  await page.getByRole('main').getByRole('button', { name: 'Add call' }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the call' })).toHaveValue(name);
}

export async function openApi(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

export async function setUrl(page: Page, url: string): Promise<void> {
  await page.getByRole('textbox', { name: 'URL', exact: true }).fill(url);
}

export async function setTestValue(page: Page, input: string, value: string): Promise<void> {
  await page.getByRole('tab', { name: /^Inputs/ }).click();
  await page.getByRole('textbox', { name: `Test value of ${input}` }).fill(value);
}

export function response(page: Page): Locator {
  return page.getByRole('region', { name: 'Response' });
}

export async function initialize(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Initialize call' }).click();
}

export async function expectStatus(page: Page, status: string | RegExp): Promise<void> {
  await expect(response(page).getByRole('status')).toContainText(status);
}

export async function saveShape(page: Page): Promise<void> {
  await response(page).getByRole('button', { name: 'Save shape' }).click();
  await expect(response(page).getByRole('button', { name: 'Save shape' })).toBeHidden();
}

/** Makes a token for Development and gives its value, which is shown this once. */
export async function makeToken(page: Page, name: string): Promise<string> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('button', { name: 'Add token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: /add|create|make/i }).click();
  const value = dialog.getByText(/jf_[\w-]{20,}/).first();
  await expect(value).toBeVisible();
  const token = /jf_[\w-]{20,}/.exec((await value.textContent()) ?? '')?.[0];
  if (token === undefined) throw new Error('No token is shown.');
  return token;
}
