import { expectAccessible } from '../support/axe.ts';
import { envelopeOf, runFromOutside } from '../support/run.ts';
import {
  addCall,
  addFirstApi,
  expectSaved,
  expectStatus,
  field,
  makePerson,
  makeToken,
  response,
  saveShape,
  setTestValue,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, ownTest as test } from '../support/test.ts';

test('from an empty instance to a call that others can run', async ({ page, request, jsonServer }) => {
  const person = makePerson();

  await test.step('sign up', async () => {
    await page.goto('/');
    await expect(page.getByRole('heading', { name: 'Set up Jackfield' })).toBeVisible();
    await expectAccessible(page);
    await signUp(page, person);
    await expectAccessible(page);
  });

  await test.step('add an API and a call', async () => {
    await addFirstApi(page, 'Customers', jsonServer.origin);
    await expectAccessible(page);
    await addCall(page, 'List customers');
    await urlField(page).fill('/customers?_limit=[limit]');
    await setTestValue(page, 'limit', '3');
    await page.getByRole('combobox', { name: 'Type of limit' }).selectOption('Number');
    await expect(response(page)).toContainText(`${jsonServer.origin}/customers?_limit=3`);
    await expectSaved(page);
    await expectAccessible(page);
  });

  await test.step('initialize it with the keyboard and read the response', async () => {
    await page.keyboard.press('ControlOrMeta+Enter');
    await expectStatus(page, '200 OK');
    await expect(field(page, /nickname/)).toContainText('optional');
    await expect(field(page, /zip/)).toContainText('can be empty');
    await expectAccessible(page);
    await expect(await showResponse(page, 'Raw')).toContainText('Grace Hopper');
    await expectAccessible(page);
    await expect(await showResponse(page, 'Headers')).toContainText('application/json');
    await expect(await showResponse(page, 'Request')).toContainText(`${jsonServer.origin}/customers?_limit=3`);
    await expectAccessible(page);
    await expect(await showResponse(page, 'Timing')).toContainText('Total');
    await expectAccessible(page);
  });

  await test.step('choose types and fields, and save the shape', async () => {
    await showResponse(page, 'Structured');
    await response(page).getByRole('combobox', { name: 'Type of each › email' }).selectOption('JSON');
    await response(page).getByRole('checkbox', { name: 'Use each › active' }).uncheck();
    await saveShape(page);
    await page.reload();
    await expect(field(page, /email/)).toContainText('JSON');
    await expect(response(page).getByRole('checkbox', { name: 'Use each › active' })).not.toBeChecked();
    await expectAccessible(page);
  });

  const token = await test.step('make a token', async () => {
    const made = await makeToken(page, 'Shop');
    expect(made.value).toMatch(/^jf_[\w-]{20,}$/);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Done' }).click();
    await page.reload();
    await expect(page.getByRole('main')).toContainText('Shop');
    await expect(page.getByText(made.value)).toHaveCount(0);
    await expectAccessible(page);
    return made;
  });

  await test.step('run it from outside', async () => {
    const call = 'customers/list-customers';
    expect(await envelopeOf(request, { token, call, inputs: { limit: 2 } })).toMatchObject({
      outcome: 'response',
      status: 200,
      ok: true,
      // A field that is left out of the shape is left out of pickers, not of the data.
      data: [{ name: 'Ada Lovelace', active: true }, { name: 'Alan Turing' }],
      error: null,
    });
    const bytes = await runFromOutside(request, { token, call, inputs: { limit: 1 }, query: '?answer=body' });
    expect(bytes.status()).toBe(200);
    expect(bytes.headers()['jackfield-outcome']).toBe('response');
    expect(await bytes.text()).toBe(await (await fetch(`${jsonServer.origin}/customers?_limit=1`)).text());
    const wrong = await runFromOutside(request, { token, call, inputs: { limits: 2, limit: 'two' } });
    expect(wrong.status()).toBe(400);
    expect(await wrong.json()).toMatchObject({
      errors: expect.arrayContaining([
        expect.objectContaining({ path: ['inputs', 'limits'] }),
        expect.objectContaining({ path: ['inputs', 'limit'] }),
      ]),
    });
    const stranger = await runFromOutside(request, { token: { ...token, value: `${token.value}x` }, call });
    expect(stranger.status()).toBe(401);
  });

  await test.step('sign out and in again', async () => {
    await page.getByRole('button', { name: `Account of ${person.name}` }).click();
    await expectAccessible(page);
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('E-mail').fill(person.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText(/wrong/)).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill(person.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('navigation').getByRole('link', { name: /List customers/ })).toBeVisible();
  });
});
