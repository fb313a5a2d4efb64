import { expectAccessible } from '../support/axe.ts';
import { MODEL_REPLY } from '../support/model-reply.ts';
import {
  expectSaved,
  expectStatus,
  initialize,
  openRequestTab,
  response,
  saveShape,
  showResponse,
  signUp,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('a language model is heard while it speaks: in Initialize, in a run by hand, and cut off by Cancel', async ({
  page,
  mockLlm,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await signUp(page);
  await page.getByRole('main').getByRole('button', { name: 'Paste a cURL command' }).click();
  const importChat = async (content: string) => {
    const dialog = page.getByRole('dialog', { name: 'Paste a cURL command' });
    const body = JSON.stringify({ model: 'm', stream: true, messages: [{ role: 'user', content }] });
    await dialog.getByLabel('Command').fill(`curl '${mockLlm.origin}/v1/chat/completions' --json '${body}'`);
    await dialog.getByRole('button', { name: 'Import' }).click();
    await page.getByRole('button', { name: 'Open the call' }).click();
  };
  const chooseStream = async () => {
    await openRequestTab(page, 'Settings');
    await page.getByRole('combobox', { name: 'Response type' }).click();
    await page.getByRole('option', { name: /^Stream/ }).click();
  };
  await importChat('hello');
  const stream = response(page).getByRole('region', { name: 'Stream' });
  const phase = stream.getByRole('status');

  await test.step('its response type is Stream', async () => {
    await chooseStream();
    await expect(page.getByLabel('Text path')).toBeVisible();
    await expectSaved(page);
  });

  await test.step('its events are there one by one, and where their text is gets one press', async () => {
    await initialize(page);
    await expect(phase).toHaveText('Done');
    await expectStatus(page, '200 OK');
    const table = stream.getByRole('table', { name: 'Events of the stream' });
    await table.getByRole('button', { name: 'Show event 2 in full' }).click();
    await expect(stream.getByRole('region', { name: 'Event 2' })).toContainText('"content": "');
    await expectAccessible(page);
    await stream.getByRole('button', { name: 'Use choices[0].delta.content' }).click();
    await expect(page.getByLabel('Text path')).toHaveValue('choices[0].delta.content');
    await expectSaved(page);
  });

  await test.step('then there is the text, in full when it is done', async () => {
    await initialize(page);
    await expect(phase).toHaveText('Done');
    await expect(stream.getByRole('region', { name: 'Full text' })).toHaveText(MODEL_REPLY);
    await stream.getByRole('button', { name: 'Copy the text' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(MODEL_REPLY);
    await expectAccessible(page);
    await showResponse(page, 'Structured');
    await saveShape(page);
  });

  await test.step('a run by hand is heard too', async () => {
    await page.getByRole('link', { name: 'Actions' }).click();
    await page.getByRole('link', { name: /Usable in Development/ }).click();
    await page.getByRole('button', { name: /^Run in Development/ }).click();
    const result = page.getByRole('region', { name: 'Result' });
    await expect(result.getByRole('region', { name: 'Full text' })).toHaveText(MODEL_REPLY);
    await expectAccessible(page);
  });

  await test.step('a long one is read as it grows, and cut off by Cancel with what came until then', async () => {
    await page.getByRole('navigation').getByRole('button', { name: 'Paste a cURL command' }).click();
    await importChat('long');
    await chooseStream();
    await page.getByLabel('Text path').fill('/choices/0/delta/content');
    await expectSaved(page);
    await initialize(page);
    await expect(phase).toHaveText('Streaming');
    await expect(stream.getByRole('region', { name: 'Text so far' })).toContainText('A jack field is');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(phase).toHaveText('Broken off');
    await expect(stream.getByRole('region', { name: 'Text so far' })).toContainText('A jack field is');
  });
});
