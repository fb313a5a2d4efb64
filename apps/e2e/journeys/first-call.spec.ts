import { expectAccessible } from '../support/axe.ts';
import {
  addCall,
  expectStatus,
  makeToken,
  response,
  saveShape,
  setTestValue,
  setUrl,
  signUp,
} from '../support/steps.ts';
import { expect, PERSON, test } from '../support/test.ts';

test('from an empty instance to a call that others can run', async ({ page, request, product, jsonServer }) => {
  await test.step('sign up', async () => {
    await page.goto('/');
    await expectAccessible(page);
    await signUp(page);
    await expectAccessible(page);
  });

  await test.step('add an API and a call', async () => {
    await page.getByLabel('Base URL').fill(jsonServer.origin);
    await page.getByLabel('Name').fill('Customers');
    await page.getByRole('main').getByRole('button', { name: 'Add API' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Customers' })).toBeVisible();
    await expectAccessible(page);
    await addCall(page, 'List customers');
    await setUrl(page, '/customers?_limit=[limit]');
    await expect(response(page)).toContainText('/customers?_limit=[limit]');
    await setTestValue(page, 'limit', '3');
    await expect(response(page)).toContainText(`${jsonServer.origin}/customers?_limit=3`);
    await expectAccessible(page);
  });

  await test.step('initialize it with the keyboard and read the response', async () => {
    await page.keyboard.press('ControlOrMeta+Enter');
    await expectStatus(page, '200 OK');
    const fields = response(page).getByRole('table', { name: 'Fields of the response' });
    await expect(fields.getByRole('row', { name: /nickname/ })).toContainText('optional');
    await expect(fields.getByRole('row', { name: /zip/ })).toContainText('can be empty');
    await expectAccessible(page);
    await response(page).getByRole('tab', { name: 'Raw' }).click();
    await expect(response(page)).toContainText('Grace Hopper');
    await response(page).getByRole('tab', { name: 'Headers' }).click();
    await expect(response(page)).toContainText('application/json');
    await response(page).getByRole('tab', { name: 'Request' }).click();
    await expect(response(page)).toContainText(`${jsonServer.origin}/customers?_limit=3`);
    await response(page).getByRole('tab', { name: 'Timing' }).click();
    await expect(response(page)).toContainText('Total');
    await expectAccessible(page);
  });

  await test.step('choose types and fields, and save the shape', async () => {
    await response(page).getByRole('tab', { name: 'Structured' }).click();
    await response(page).getByRole('combobox', { name: 'Type of each › email' }).selectOption('JSON');
    await response(page).getByRole('checkbox', { name: 'Use each › active' }).uncheck();
    await saveShape(page);
    await page.reload();
    await expect(response(page).getByRole('row', { name: /email/ })).toContainText('JSON');
    await expect(response(page).getByRole('checkbox', { name: 'Use each › active' })).not.toBeChecked();
    await expectAccessible(page);
  });

  const token = await test.step('make a token', async () => {
    const value = await makeToken(page, 'Shop');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.reload();
    await expect(page.getByRole('main')).toContainText('Shop');
    await expect(page.getByText(value)).toHaveCount(0);
    return value;
  });

  await test.step('run it from outside', async () => {
    const address = `${product.address}/run/v1/my-project/customers/list-customers`;
    const answer = await request.post(address, {
      headers: { authorization: `Bearer ${token}` },
      data: { inputs: { limit: 2 } },
    });
    expect(answer.status()).toBe(200);
    expect(await answer.json()).toMatchObject({
      outcome: 'response',
      status: 200,
      ok: true,
      data: [{ name: 'Ada Lovelace' }, { name: 'Alan Turing' }],
      error: null,
    });
    const wrong = await request.post(address, {
      headers: { authorization: `Bearer ${token}` },
      data: { inputs: { limits: 2 } },
    });
    expect(wrong.status()).toBe(400);
    expect(JSON.stringify(await wrong.json())).toContain('limits');
  });

  await test.step('sign out and in again', async () => {
    await page.getByRole('button', { name: `Account of ${PERSON.name}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expectAccessible(page);
    await page.getByLabel('E-mail').fill(PERSON.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText(/wrong/)).toBeVisible();
    await page.getByLabel('Password', { exact: true }).fill(PERSON.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('link', { name: /List customers/ })).toBeVisible();
  });
});
