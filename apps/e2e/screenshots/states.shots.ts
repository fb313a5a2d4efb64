import { addCall, addFirstApi, expectSaved, signUp, urlField } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';
import { shoot } from './shoot.ts';

test('a server that is away, what is restored, an ended session, a conflict', async ({
  page,
  context,
  odd,
  product,
}) => {
  await signUp(page);
  await addFirstApi(page, 'Shop', odd.origin);
  await addCall(page, 'Echo');
  await urlField(page).fill('/echo');
  await expectSaved(page);

  await product.stop();
  await urlField(page).fill('/echo?typed=while-away');
  await expect(page.getByText('The server cannot be reached.')).toBeVisible();
  await shoot(page, 'state-away');
  const address = page.url();
  await Promise.all([page.waitForEvent('close'), page.close({ runBeforeUnload: true })]);
  await product.startAgain();
  const other = await context.newPage();
  await other.goto(address);
  await expect(other.getByText('Restored what you typed')).toBeVisible();
  await expectSaved(other);
  await shoot(other, 'state-restored');
  await other.getByRole('button', { name: 'Keep it' }).click();

  const third = await context.newPage();
  await third.goto(address);
  await expect(urlField(third)).toHaveValue('/echo?typed=while-away');
  await other.route('**/api/**', (route) => route.abort());
  await urlField(other).fill('/echo?from=this-tab');
  await expect(other.getByText('The server cannot be reached.')).toBeVisible();
  await urlField(third).fill('/echo?from=the-other-tab');
  await expectSaved(third);
  await other.unroute('**/api/**');
  await expect(other.getByText('Someone else changed this call in the meantime')).toBeVisible();
  await shoot(other, 'state-conflict');
  await other.getByRole('button', { name: 'Save the merge' }).click();
  await expectSaved(other);

  await other.route('**/api/projects/*/usable-calls*', (route) => route.fulfill({ status: 500, body: 'No.' }));
  await other.getByRole('link', { name: 'Data sources' }).click();
  await expect(other.getByRole('main').getByRole('alert')).toBeVisible();
  await shoot(other, 'state-error');
  await other.unroute('**/api/projects/*/usable-calls*');
  await other.goto(address);
  await expect(urlField(other)).toHaveValue('/echo?from=this-tab');
  await context.clearCookies();
  await urlField(other).fill('/echo?typed=signed-out');
  await expect(other.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();
  await shoot(other, 'state-signed-out');
});
