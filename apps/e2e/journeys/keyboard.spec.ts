import { expectAccessible } from '../support/axe.ts';
import { expectFocusVisible, tabTo } from '../support/keyboard.ts';
import { envelopeOf } from '../support/run.ts';
import { expectSaved, expectStatus, makePerson, readToken, response, tokenForm, urlField } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('the first call needs no mouse', async ({ page, request, jsonServer }) => {
  const { keyboard } = page;
  const person = makePerson();

  await test.step('sign up and add an API and a call', async () => {
    await page.goto('/sign-up');
    await tabTo(page, page.getByLabel('Your name'));
    await keyboard.type(person.name);
    await tabTo(page, page.getByLabel('E-mail'));
    await keyboard.type(person.email);
    await tabTo(page, page.getByLabel('Password', { exact: true }));
    await keyboard.type(person.password);
    await keyboard.press('Enter');
    await tabTo(page, page.getByLabel('Base URL'));
    await keyboard.type(jsonServer.origin);
    await tabTo(page, page.getByLabel('Name', { exact: true }));
    await keyboard.type('Customers');
    await keyboard.press('Enter');
    await tabTo(page, page.getByRole('textbox', { name: 'Name of the new call' }));
    await keyboard.type('List customers');
    await keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name of the call' })).toHaveValue('List customers');
  });

  await test.step('write and initialize it', async () => {
    await tabTo(page, urlField(page));
    await keyboard.type('/customers?_limit=[limit]');
    const tabs = page.getByRole('region', { name: 'Request' });
    await tabTo(page, tabs.getByRole('tab', { selected: true }));
    while (!(await tabs.getByRole('tab', { name: 'Inputs', selected: true }).isVisible())) {
      await keyboard.press('ArrowRight');
      await expectFocusVisible(page);
    }
    await tabTo(page, page.getByRole('textbox', { name: 'Test value of limit' }));
    await keyboard.type('3');
    await keyboard.press('ControlOrMeta+Enter');
    await expectStatus(page, '200 OK');
  });

  await test.step('read it, choose, and save', async () => {
    const views = response(page);
    await tabTo(page, views.getByRole('tab', { name: 'Structured' }));
    await keyboard.press('ArrowRight');
    await expect(views.getByRole('tabpanel', { name: 'Tree' })).toBeVisible();
    await keyboard.press('ArrowRight');
    await expect(views.getByRole('tabpanel', { name: 'Raw' })).toContainText('Grace Hopper');
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowLeft');
    const type = views.getByRole('combobox', { name: 'Type of each › email' });
    await tabTo(page, type);
    await keyboard.type('JSON');
    await expect(type).toHaveValue('json');
    const use = views.getByRole('checkbox', { name: 'Use each › active' });
    await tabTo(page, use);
    await keyboard.press('Space');
    await expect(use).not.toBeChecked();
    await tabTo(page, views.getByRole('button', { name: 'Save shape' }));
    await keyboard.press('Enter');
    await expect(views.getByText('Shape saved')).toBeVisible();
    // The button is gone; the focus is not.
    await expect(views.getByRole('tab', { name: 'Structured' })).toBeFocused();
    await expectSaved(page);
  });

  await test.step('a dialog gives the focus back', async () => {
    const opener = page.getByRole('button', { name: 'Use it' });
    await tabTo(page, opener);
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Use this call from your code' })).toBeVisible();
    await keyboard.press('Tab');
    await expectFocusVisible(page);
    await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1);
    await expectAccessible(page);
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(opener).toBeFocused();
  });

  const token = await test.step('go to the settings and make a token', async () => {
    await keyboard.press('ControlOrMeta+k');
    const search = page.getByLabel('Search APIs, calls and pages');
    await expect(search).toBeFocused();
    await expectAccessible(page);
    await keyboard.press('Escape');
    await expect(search).toHaveCount(0);
    await keyboard.press('ControlOrMeta+k');
    await expect(search).toBeFocused();
    await keyboard.type('tokens');
    await keyboard.press('Enter');
    await tabTo(page, page.getByRole('button', { name: 'Add token' }));
    await keyboard.press('Enter');
    await tabTo(page, tokenForm(page).getByRole('textbox', { name: 'Name' }));
    await keyboard.type('Shop');
    await keyboard.press('Enter');
    const made = await readToken(page, 'Shop');
    await tabTo(page, page.getByRole('button', { name: 'Done' }));
    await keyboard.press('Enter');
    const revoke = page.getByRole('button', { name: /^Revoke/ });
    await tabTo(page, revoke);
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toBeVisible();
    await expectAccessible(page);
    await keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(revoke).toBeFocused();
    return made;
  });

  await test.step('choose another environment from its menu', async () => {
    const opener = page.getByRole('banner').getByRole('button', { name: /^Environment/ });
    while (!(await opener.evaluate((element) => element === document.activeElement))) {
      await keyboard.press('Shift+Tab');
      await expectFocusVisible(page);
    }
    await keyboard.press('Enter');
    const live = page.getByRole('menuitemradio', { name: 'Live' });
    await expect(live).toBeVisible();
    while (!(await live.evaluate((element) => element === document.activeElement))) await keyboard.press('ArrowDown');
    await keyboard.press('Enter');
    await expect(page.getByRole('banner').getByRole('button', { name: 'Environment Live' })).toBeFocused();
  });

  const run = { token, call: 'customers/list-customers', inputs: { limit: '1' } };
  expect(await envelopeOf(request, run)).toMatchObject({ status: 200, data: [{ name: 'Ada Lovelace' }] });
});
