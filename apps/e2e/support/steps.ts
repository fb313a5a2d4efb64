import { randomUUID } from 'node:crypto';
import { expect, type Locator, type Page } from '@playwright/test';

// What a person does, in the words of the page. Every step ends with what the person would see.

export interface Person {
  name: string;
  email: string;
  password: string;
}

export function makePerson(): Person {
  return { name: 'Ann Example', email: `ann-${randomUUID()}@example.com`, password: 'a long enough password' };
}

/** Makes an account, with a workspace and an empty project. */
export async function signUp(page: Page, person: Person = makePerson()): Promise<void> {
  await page.goto('/sign-up');
  await page.getByLabel('Your name').fill(person.name);
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { name: 'Add your first API' })).toBeVisible();
}

/** In an empty project; ends on the API's page. */
export async function addFirstApi(page: Page, name: string, baseUrl: string): Promise<void> {
  await page.getByLabel('Base URL').fill(baseUrl);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByRole('main').getByRole('button', { name: 'Add API' }).click();
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

export async function openCall(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name }).click();
  await expect(page.getByRole('textbox', { name: 'Name of the call' })).toHaveValue(name);
}

export async function chooseEnvironment(page: Page, name: string): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: /^Environment/ })
    .click();
  await page.getByRole('menuitemradio', { name }).click();
  await expect(page.getByRole('banner').getByRole('button', { name: `Environment ${name}` })).toBeVisible();
}

export function urlField(page: Page): Locator {
  return page.getByRole('combobox', { name: 'URL', exact: true });
}

export async function setMethod(page: Page, method: string): Promise<void> {
  await page.getByRole('combobox', { name: 'Method' }).click();
  await page.getByRole('option', { name: method }).click();
  await expect(page.getByRole('combobox', { name: 'Method' })).toHaveValue(method);
}

export async function openRequestTab(page: Page, name: string): Promise<void> {
  await page.getByRole('region', { name: 'Request' }).getByRole('tab', { name }).click();
}

export async function setTestValue(page: Page, input: string, value: string): Promise<void> {
  await openRequestTab(page, 'Inputs');
  await page.getByRole('textbox', { name: `Test value of ${input}` }).fill(value);
}

export async function addFixedRow(page: Page, noun: string, key: string, value: string): Promise<void> {
  await page.getByLabel(`New ${noun}: key`).fill(key);
  await page.getByLabel(`${key}: value`, { exact: true }).fill(value);
}

/** The row's input gets the name of its key. */
export async function addInputRow(page: Page, noun: string, key: string): Promise<void> {
  await page.getByLabel(`New ${noun}: key`).fill(key);
  await page.getByRole('combobox', { name: `${key}: filled by` }).selectOption('Input');
  await expect(page.getByRole('combobox', { name: `${key}: input name` })).toHaveValue(key);
}

export function response(page: Page): Locator {
  return page.getByRole('region', { name: 'Response' });
}

export async function showResponse(page: Page, view: string): Promise<Locator> {
  await response(page).getByRole('tab', { name: view }).click();
  return response(page).getByRole('tabpanel', { name: view });
}

export async function initialize(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Initialize call' }).click();
}

export async function expectStatus(page: Page, status: string | RegExp): Promise<void> {
  await expect(response(page).getByRole('status').first()).toContainText(status);
}

export function field(page: Page, name: string | RegExp): Locator {
  return response(page).getByRole('table', { name: 'Fields of the response' }).getByRole('row', { name });
}

export async function saveShape(page: Page): Promise<void> {
  await response(page).getByRole('button', { name: 'Save shape' }).click();
  await expect(response(page).getByText('Shape saved')).toBeVisible();
}

/** Waits until the server has what the page shows. */
export async function expectSaved(page: Page): Promise<void> {
  // A page that has just opened shows what was typed a moment later.
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 })));
  await expect(page.getByRole('main').getByText('Saved', { exact: true })).toBeVisible();
}

export function tokenForm(page: Page): Locator {
  return page.getByRole('main').locator('form').filter({ hasText: 'Create token' });
}

export interface ShownToken {
  value: string;
  /** The project's part of the address, which the page shows beside the token. */
  project: string;
}

/** One of the pages of the settings. */
export async function openSettings(page: Page, section: string): Promise<void> {
  await page.getByRole('navigation', { name: 'APIs and pages' }).getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: section }).click();
  await expect(page.getByRole('heading', { level: 2, name: section })).toBeVisible();
}

/** Makes a token for Development; its value is shown this once. */
export async function makeToken(page: Page, name: string): Promise<ShownToken> {
  await openSettings(page, 'Tokens');
  await page.getByRole('button', { name: 'Add token' }).click();
  const form = tokenForm(page);
  await form.getByRole('textbox', { name: 'Name' }).fill(name);
  await form.getByRole('button', { name: 'Create token' }).click();
  return readToken(page, name);
}

export async function readToken(page: Page, name: string): Promise<ShownToken> {
  const shown = page.getByRole('region', { name: `Token ${name}` });
  await expect(shown).toContainText('not shown again');
  const value = await shown.locator('code').textContent();
  const project = /\/run\/v1\/([^/]+)\//.exec((await shown.locator('pre').textContent()) ?? '')?.[1];
  if (value === null || project === undefined) throw new Error('The page shows no token or no example of a run.');
  return { value, project };
}
