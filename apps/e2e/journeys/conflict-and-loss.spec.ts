import { expectAccessible } from '../support/axe.ts';
import { addCall, addFirstApi, expectSaved, openRequestTab, signUp, urlField } from '../support/steps.ts';
import { expect, ownTest, test } from '../support/test.ts';

test('two who edit the same call lose nothing', async ({ page, context, odd }) => {
  await signUp(page);
  await addFirstApi(page, 'Shop', odd.origin);
  await addCall(page, 'Echo');
  await urlField(page).fill('/echo?from=the-start');
  await expectSaved(page);
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(urlField(other)).toHaveValue('/echo?from=the-start');

  await test.step('the second to save is told, and takes theirs', async () => {
    await urlField(page).fill('/echo?from=the-first');
    await expectSaved(page);
    await urlField(other).fill('/echo?from=the-second');
    await expect(other.getByText('Someone else changed this call in the meantime')).toBeVisible();
    await expect(urlField(other)).toHaveValue('/echo?from=the-second');
    await expectAccessible(other);
    await other.getByRole('button', { name: 'all theirs' }).click();
    await other.getByRole('button', { name: 'Save the merge' }).click();
    await expectSaved(other);
    await expect(urlField(other)).toHaveValue('/echo?from=the-first');
  });

  await test.step('or mine', async () => {
    await urlField(page).fill('/echo?from=the-first-again');
    await expectSaved(page);
    await urlField(other).fill('/echo?from=the-second-again');
    await other.getByRole('button', { name: 'all mine' }).click();
    await other.getByRole('button', { name: 'Save the merge' }).click();
    await expectSaved(other);
    await page.reload();
    await expect(urlField(page)).toHaveValue('/echo?from=the-second-again');
  });

  await test.step('what only one of them changed is merged without a question', async () => {
    await other.reload();
    await expect(urlField(other)).toHaveValue('/echo?from=the-second-again');
    await openRequestTab(page, 'Notes');
    await page.getByRole('textbox', { name: 'Notes' }).fill('Asked every hour.');
    await expectSaved(page);
    await urlField(other).fill('/echo?from=both');
    await expectSaved(other);
    await openRequestTab(other, 'Notes');
    await expect(other.getByRole('region', { name: 'Notes' })).toContainText('Asked every hour.');
    await expect(other.getByText('Someone else changed this call')).toHaveCount(0);
  });
});

ownTest(
  'what is typed while the server is away is kept and saved when it is back',
  async ({ page, own, jsonServer }) => {
    await signUp(page);
    await addFirstApi(page, 'Shop', jsonServer.origin);
    await addCall(page, 'List customers');
    await urlField(page).fill('/customers');
    await expectSaved(page);
    await own.stop();
    await urlField(page).fill('/customers?typed=while-away');
    await expect(page.getByRole('main').getByText('Not saved')).toBeVisible();
    await expectAccessible(page);
    await expect(urlField(page)).toHaveValue('/customers?typed=while-away');
    await expect(page.getByRole('status').filter({ hasText: 'The server cannot be reached.' })).toBeVisible();
    await own.startAgain();
    // Nobody presses anything.
    await expectSaved(page);
    await expect(page.getByText('The server cannot be reached.')).toHaveCount(0);
    await page.reload();
    await expect(urlField(page)).toHaveValue('/customers?typed=while-away');
  },
);
