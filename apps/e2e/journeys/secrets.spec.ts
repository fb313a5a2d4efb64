import { expectAccessible } from '../support/axe.ts';
import { watchAnswers } from '../support/canary.ts';
import {
  addCall,
  addFirstApi,
  addFixedRow,
  chooseEnvironment,
  expectSaved,
  expectStatus,
  initialize,
  openApi,
  openCall,
  openRequestTab,
  response,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

/** Of the secret, in every spelling, and in no id: those are hexadecimal. */
const PART = 'wq8zkx41';
const SECRET = `canary "value" ${PART}?/+c9`;

test('a secret goes only where it was confirmed to, and comes back from nowhere', async ({ page, odd, otherOdd }) => {
  const canary = watchAnswers(page);
  await signUp(page);
  await addFirstApi(page, 'Shop', odd.origin);
  await addCall(page, 'Echo');

  await test.step('make a variable and a secret', async () => {
    await page.getByRole('link', { name: 'Secrets & variables' }).click();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Add variable' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('region');
    await page.getByRole('textbox', { name: 'Value in Development' }).fill('north');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('textbox', { name: 'region, Live' }).fill('south');
    await page.getByRole('button', { name: 'Add secret' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('shop_key');
    await page.getByLabel('Value in Development').fill(SECRET);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(page.getByRole('row', { name: /shop_key/ })).toContainText('Set · ends with');
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByRole('textbox', { name: 'region, Development' })).toHaveValue('north');
    await expect(page.getByRole('textbox', { name: 'region, Live' })).toHaveValue('south');
    await expect(page.getByRole('row', { name: /shop_key/ })).toContainText('Set · ends with');
    expect(await page.content()).not.toContain(PART);
  });

  await test.step('the first use waits until the address is confirmed', async () => {
    await openCall(page, 'Echo');
    await urlField(page).fill('/echo?region={{region}}');
    await openRequestTab(page, 'Headers');
    await addFixedRow(page, 'header', 'X-Shop-Key', 'Key {{shop_key}}');
    await expect(await showResponse(page, 'Preview')).toContainText('Key {{shop_key}}');
    await initialize(page);
    await showResponse(page, 'Structured');
    await expect(response(page).getByRole('alert', { name: 'What went wrong' })).toContainText('config');
    await expect(response(page)).toContainText('shop_key');
    await expectAccessible(page);
    expect(odd.requests.filter(({ url }) => url.startsWith('/echo?region'))).toEqual([]);
    await page.getByRole('button', { name: `Confirm ${odd.origin} and initialize again` }).click();
    await expectStatus(page, '200 OK');
    const [got] = odd.requests.filter(({ url }) => url === '/echo?region=north');
    expect(got?.headers['x-shop-key']).toBe(`Key ${SECRET}`);
  });

  await test.step('what the server echoed is masked', async () => {
    const raw = await showResponse(page, 'Raw');
    await expect(raw).toContainText('x-shop-key');
    await expect(raw).not.toContainText(PART);
    await expect(await showResponse(page, 'Request')).not.toContainText(PART);
    expect(await page.content()).not.toContain(PART);
  });

  await test.step('another base URL has to be confirmed again', async () => {
    await openApi(page, 'Shop');
    await page.getByRole('combobox', { name: 'Base URL, Development' }).fill(otherOdd.origin);
    await page.getByRole('combobox', { name: 'Base URL, Live' }).fill(odd.origin);
    await page.getByRole('combobox', { name: 'Base URL, Live' }).blur();
    await expectSaved(page);
    await openCall(page, 'Echo');
    await initialize(page);
    await showResponse(page, 'Structured');
    await expect(response(page).getByRole('alert', { name: 'What went wrong' })).toContainText('config');
    expect(otherOdd.requests).toEqual([]);
    await page.getByRole('button', { name: `Confirm ${otherOdd.origin} and initialize again` }).click();
    await expectStatus(page, '200 OK');
    expect(otherOdd.requests.map(({ url }) => url)).toEqual(['/echo?region=north']);
  });

  await test.step('Live has a value of its own or none', async () => {
    await chooseEnvironment(page, 'Live');
    await expect(await showResponse(page, 'Preview')).toContainText('shop_key');
    await expect(await showResponse(page, 'Preview')).toContainText('no value in this environment');
    await initialize(page);
    await showResponse(page, 'Structured');
    const failure = response(page).getByRole('alert', { name: 'What went wrong' });
    await expect(failure).toContainText('shop_key');
    await expectAccessible(page);
  });

  await canary.expectUnseen(SECRET);
});
