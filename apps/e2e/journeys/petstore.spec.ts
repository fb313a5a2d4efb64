import { expectAccessible } from '../support/axe.ts';
import { envelopeOf } from '../support/run.ts';
import {
  addCall,
  addFirstApi,
  addFixedRow,
  expectSaved,
  expectStatus,
  field,
  initialize,
  makeToken,
  openApi,
  openCall,
  openRequestTab,
  response,
  saveShape,
  setMethod,
  setTestValue,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const KEY = 'petstore-key-4711-0815';

test('a key in a header, and a body written in the editor, against the petstore', async ({
  page,
  request,
  petstore,
}) => {
  await signUp(page);
  await addFirstApi(page, 'Petstore', petstore.origin);
  await addCall(page, 'Get pet');

  await test.step('without the key its own refusal is shown, and nothing can be saved', async () => {
    await urlField(page).fill('/pet/[petId]');
    await setTestValue(page, 'petId', '7');
    await initialize(page);
    await expectStatus(page, '401 Unauthorized');
    await expect(response(page)).toContainText('The API answered 401');
    await expect(response(page).getByRole('button', { name: 'Save shape' })).toHaveCount(0);
    await expectAccessible(page);
  });

  await test.step('set a private key in a header', async () => {
    await openApi(page, 'Petstore');
    await page.getByRole('combobox', { name: 'Kind', exact: true }).click();
    await page.getByRole('option', { name: 'Private key in header' }).click();
    await page.getByRole('textbox', { name: 'Header name' }).fill('api_key');
    await page.getByLabel('Key, Development', { exact: true }).fill(KEY);
    await page.getByRole('button', { name: 'Save Key, Development' }).click();
    await expect(page.getByRole('button', { name: 'Replace Key, Development' })).toBeVisible();
    await expect(page.getByRole('main')).toContainText('ends with 0815');
    await expect(page.getByRole('main')).toContainText(`Goes to ${petstore.origin}`);
    await expectSaved(page);
    await expectAccessible(page);
    await page.reload();
    await expect(page.getByRole('main')).toContainText('ends with 0815');
    expect(await page.content()).not.toContain(KEY);
  });

  await test.step('with it the pet comes, and the key is nowhere', async () => {
    await openCall(page, 'Get pet');
    await expect(await showResponse(page, 'Preview')).toContainText('api_key');
    await initialize(page);
    await expectStatus(page, '200 OK');
    await expect(field(page, /photoUrls/)).toContainText('list');
    for (const view of ['Structured', 'Raw', 'Headers', 'Request', 'Timing']) {
      await showResponse(page, view);
      expect(await page.content()).not.toContain(KEY);
    }
    const sent = await showResponse(page, 'Request');
    await expect(sent.getByRole('row', { name: /^api_key/ })).toBeVisible();
    await expectAccessible(page);
    await showResponse(page, 'Structured');
    await saveShape(page);
  });

  await test.step('send a body with inputs, written with the keyboard', async () => {
    await openApi(page, 'Petstore');
    await addCall(page, 'Order pet');
    await setMethod(page, 'POST');
    await urlField(page).fill('/store/order');
    await page.getByRole('radiogroup', { name: 'Use as' }).getByText('Action').click();
    await openRequestTab(page, 'Body');
    await page.getByRole('radiogroup', { name: 'Kind of body' }).getByText('JSON').click();
    const editor = page.getByRole('textbox', { name: 'JSON body' });
    await editor.focus();
    await page.keyboard.type('{"petId": <pet>, "quantity": ');
    // The editor closes brackets by itself: without a value the template is not whole.
    await expect(page.getByRole('region', { name: 'Request' })).toContainText(/Line 1, column \d+/);
    await expectAccessible(page);
    await page.keyboard.type('<count>');
    await expect(page.getByRole('region', { name: 'Request' }).getByText(/Line \d+, column/)).toHaveCount(0);
    await setTestValue(page, 'pet', '12');
    await page.getByRole('combobox', { name: 'Type of pet' }).selectOption('Number');
    await page.getByRole('combobox', { name: 'Type of count' }).selectOption('Number');
    await page.getByRole('textbox', { name: 'Test value of count' }).fill('3');
    await openRequestTab(page, 'Headers');
    await addFixedRow(page, 'header', 'X-Shop', 'Berlin');
    await expect(await showResponse(page, 'Preview')).toContainText('"quantity": 3');
    await page.keyboard.press('ControlOrMeta+Enter');
    await expectStatus(page, '200 OK');
    await expect(await showResponse(page, 'Request')).toContainText('{"petId": 12, "quantity": 3}');
    await showResponse(page, 'Structured');
    await saveShape(page);
    await expectAccessible(page);
  });

  await test.step('run both from outside', async () => {
    const token = await makeToken(page, 'Kennel');
    const pet = await envelopeOf(request, { token, call: 'petstore/get-pet', inputs: { petId: '9' } });
    expect(pet).toMatchObject({ outcome: 'response', status: 200, ok: true, data: { name: 'doggie' } });
    expect(JSON.stringify(pet)).not.toContain(KEY);
    const inputs = { pet: 12, count: 1 };
    expect(await envelopeOf(request, { token, call: 'petstore/order-pet', inputs, query: '?as=action' })).toMatchObject(
      { outcome: 'response', status: 200, ok: true },
    );
  });
});
