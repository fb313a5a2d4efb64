import { expectAccessible } from '../support/axe.ts';
import {
  addCall,
  addFirstApi,
  expectStatus,
  field,
  initialize,
  response,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('a response is searched, folded, and its request taken along as a command', async ({ page, odd }) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await signUp(page);
  await addFirstApi(page, 'Odd', odd.origin);
  await addCall(page, 'Ask');
  const body = { order: { id: 1, lines: [{ sku: 'a', price: { amount: 4.2, currency: 'EUR' } }] }, total: 4.2 };
  await urlField(page).fill(`/body?base64=${encodeURIComponent(Buffer.from(JSON.stringify(body)).toString('base64'))}`);
  await initialize(page);
  await expectStatus(page, '200 OK');

  await test.step('fields are found by their names, with all that they stand in', async () => {
    await response(page).getByRole('searchbox', { name: 'Filter the fields' }).fill('currency');
    await expect(field(page, /^Close order\.lines\[\]\.price|price/).first()).toBeVisible();
    await expect(field(page, /sku/)).toHaveCount(0);
    await response(page).getByRole('searchbox', { name: 'Filter the fields' }).fill('');
  });

  await test.step('all is closed and opened by one press, and a path is copied', async () => {
    await response(page).getByRole('button', { name: 'Close all' }).click();
    await expect(field(page, /sku/)).toHaveCount(0);
    await response(page).getByRole('button', { name: 'Open all' }).click();
    await field(page, /sku/).hover();
    await response(page)
      .getByRole('button', { name: /Copy the path .*sku/ })
      .click();
    expect(await copied()).toContain('sku');
    await expectAccessible(page);
  });

  await test.step('the request as sent is a command that asks the same', async () => {
    const request = await showResponse(page, 'Request');
    await request.getByRole('button', { name: 'Copy as cURL' }).click();
    expect(await copied()).toContain(`curl '${odd.origin}/body?base64=`);
    await expectAccessible(page);
  });
});
