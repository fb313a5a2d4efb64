import { readFile } from 'node:fs/promises';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import {
  addCall,
  addFirstApi,
  expectSaved,
  expectStatus,
  initialize,
  openRequestTab,
  setMethod,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

function request(page: Page): Locator {
  return page.getByRole('region', { name: 'Request' });
}

/** Ends with the cursor in the empty editor. */
async function openBody(page: Page, origin: string, kind: 'JSON' | 'Raw'): Promise<Locator> {
  await signUp(page);
  await addFirstApi(page, 'Odd', origin);
  await addCall(page, 'Ask');
  await setMethod(page, 'POST');
  await urlField(page).fill('/echo?q=[customer]');
  await openRequestTab(page, 'Body');
  await page.getByText(kind, { exact: true }).first().click();
  const editor = request(page).locator('.monaco-editor').first();
  await editor.locator('.view-line').first().click();
  return editor;
}

async function addValue(page: Page, kind: 'variable' | 'secret', name: string, value: string): Promise<void> {
  await page.getByRole('button', { name: `Add ${kind}` }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByLabel('Value in Development').fill(value);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page.getByRole('row', { name: new RegExp(name) })).toBeVisible();
}

/** What the lines say; blanks are drawn as no-break spaces. */
function textOf(editor: Locator): Promise<string> {
  return editor
    .locator('.view-line')
    .allInnerTexts()
    .then((lines) => lines.join('\n').replaceAll('\u00a0', ' '));
}

/** The list of names behind a mark, each with what is known of it. */
function offered(page: Page, name: RegExp): Locator {
  // By its label: for the screen readers of Windows Monaco makes them items instead of options.
  return page.getByRole('listbox', { name: 'Suggest' }).getByLabel(name);
}

test('a body names inputs, makes new ones and says what each is', async ({ page, odd }) => {
  const editor = await openBody(page, odd.origin, 'JSON');
  await page.keyboard.type('{"id": <');
  await expect(offered(page, /^customer.*Text, required/)).toBeVisible();
  await page.keyboard.type('cus');
  await expect(offered(page, /^cus\b.*new input/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => textOf(editor)).toBe('{"id": <customer>}');
  await page.keyboard.type(', "sum": <amount');
  await expect(offered(page, /^amount.*new input/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => textOf(editor)).toBe('{"id": <customer>, "sum": <amount>}');
  await expect(request(page).getByRole('tab', { name: /Inputs/ })).toContainText('2');
  await editor.getByText('<customer>').hover();
  await expect(editor.getByRole('tooltip')).toContainText('customer · Text, required');
  await expectAccessible(page);
});

test('a variable and a secret are offered behind braces, with where they are set and never the value of a secret', async ({
  page,
  odd,
}) => {
  const editor = await openBody(page, odd.origin, 'JSON');
  await page.getByRole('link', { name: 'Secrets & variables' }).click();
  await addValue(page, 'variable', 'region', 'eu-central');
  await addValue(page, 'secret', 'shop_key', 'a-value-nobody-may-see');
  await page.goBack();
  await editor.locator('.view-line').first().click();
  await page.keyboard.type('{"key": "{{');
  await expect(offered(page, /^region.*variable, set in Development/)).toBeVisible();
  await expect(offered(page, /^shop_key.*secret, set in Development/)).toBeVisible();
  await page.keyboard.type('shop');
  await expect(offered(page, /^region/)).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect.poll(() => textOf(editor)).toBe('{"key": "{{shop_key}}"}');
  await editor.getByText('shop_key').hover();
  await expect(editor.getByRole('tooltip')).toContainText('Its value is never shown.');
  expect(await page.content()).not.toContain('a-value-nobody-may-see');
});

test('what is wrong with a body is said at the spot and put right by a press; laying out keeps placeholders, and one undo takes it back', async ({
  page,
  odd,
}) => {
  const editor = await openBody(page, odd.origin, 'JSON');
  await page.keyboard.insertText('{"a": <customer> "html": "<b>Hi</b>"}');
  const wrong = request(page).getByRole('listitem').filter({ hasText: 'Line 1, column 18' });
  await expect(wrong).toContainText('A comma or } is missing here.');
  await request(page).getByRole('button', { name: 'Format' }).click();
  await expect(request(page).getByText('Not laid out: first put line 1, column 18 right.')).toBeVisible();
  await expectAccessible(page);
  await wrong.getByRole('button', { name: 'Add the comma' }).click();
  await expect(wrong).toHaveCount(0);
  await request(page).getByRole('button', { name: 'Make <b> text' }).click();
  await expect.poll(() => textOf(editor)).toBe('{"a": <customer>, "html": "\\u003cb>Hi</b>"}');
  await editor.locator('.view-line').first().click();
  await page.keyboard.press('Shift+Alt+F');
  const laidOut = '{\n  "a": <customer>,\n  "html": "\\u003cb>Hi</b>"\n}';
  await expect.poll(() => textOf(editor)).toBe(laidOut);
  await page.keyboard.press('ControlOrMeta+z');
  await expect.poll(() => textOf(editor)).toBe('{"a": <customer>, "html": "\\u003cb>Hi</b>"}');
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect.poll(() => textOf(editor)).toBe(laidOut);
  await expectSaved(page);
});

test('the keyboard gets into a body and out of it again', async ({ page, odd }) => {
  const editor = await openBody(page, odd.origin, 'Raw');
  await page.keyboard.type('_*_cus');
  await expect(offered(page, /^customer/)).toBeVisible();
  await page.keyboard.press('Enter');
  await expect.poll(() => textOf(editor)).toBe('_*_customer_*_');
  await page.keyboard.press('Home');
  await page.keyboard.press('Tab');
  await expect.poll(() => textOf(editor)).toBe('  _*_customer_*_');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(editor.getByRole('textbox')).not.toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(editor.getByRole('textbox', { name: /Raw body\. Escape, then Tab, leaves it/ })).toBeFocused();
});

test('the raw response is searched, wrapped or not, copied and kept as a file, as pretty as it was sent', async ({
  page,
  odd,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await signUp(page);
  await addFirstApi(page, 'Odd', odd.origin);
  await addCall(page, 'Ask odd things');
  const sent = '{"big":12345678901234567890,"big":1.0,"needle":"\\u003c"}';
  await urlField(page).fill(`/body?base64=${encodeURIComponent(Buffer.from(sent).toString('base64'))}`);
  await initialize(page);
  await expectStatus(page, '200 OK');
  const raw = await showResponse(page, 'Raw');
  const editor = raw.locator('.monaco-editor').first();
  const pretty = '{\n  "big": 12345678901234567890,\n  "big": 1.0,\n  "needle": "\\u003c"\n}';
  await expect.poll(() => textOf(editor)).toBe(pretty);
  await raw.getByRole('button', { name: 'Copy' }).click();
  await expect(raw.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(pretty);
  await raw.getByText('As sent').click();
  await expect.poll(() => textOf(editor)).toBe(sent);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    raw.getByRole('button', { name: 'Download' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('ask-odd-things.json');
  expect(await readFile(await file.path(), 'utf8')).toBe(sent);
  await raw.getByRole('button', { name: 'Search' }).click();
  await expect(raw.getByRole('textbox', { name: 'Find' })).toBeFocused();
  await page.keyboard.type('needle');
  await expect(raw.getByText('1 of 1')).toBeVisible();
  await expectAccessible(page);
  await raw.getByRole('switch', { name: 'Wrap' }).click();
  await page.reload();
  await initialize(page);
  const again = await showResponse(page, 'Raw');
  await expect(again.getByRole('switch', { name: 'Wrap' })).not.toBeChecked();
  await expect(again.getByRole('radio', { name: 'As sent' })).toBeChecked();
});

test('without the code editor a body is a plain field, and says so', async ({ page, odd }) => {
  await page.route(/monaco-view.*\.js$/, (route) => route.abort());
  await signUp(page);
  await addFirstApi(page, 'Odd', odd.origin);
  await addCall(page, 'Ask');
  await setMethod(page, 'POST');
  await openRequestTab(page, 'Body');
  await page.getByText('JSON', { exact: true }).first().click();
  const field = page.getByRole('textbox', { name: 'JSON body' });
  await field.fill('{"a": 1');
  await expect(request(page)).toContainText('The code editor could not be loaded');
  await expect(request(page).getByRole('button', { name: 'Close it with }' })).toBeVisible();
  await expectAccessible(page);
});
