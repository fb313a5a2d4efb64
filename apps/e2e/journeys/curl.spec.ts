import { expectAccessible } from '../support/axe.ts';
import { watchAnswers } from '../support/canary.ts';
import { expectSaved, expectStatus, field, initialize, response, signUp, urlField } from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const TOKEN = 'sk_test_canary0HqLyjWDarjtT1zdp7dc';

test('a pasted cURL command is a call that runs', async ({ page, odd }) => {
  const canary = watchAnswers(page);
  await signUp(page);

  await test.step('paste a command on the first page', async () => {
    await page.getByRole('main').getByRole('button', { name: 'Paste a cURL command' }).click();
    const dialog = page.getByRole('dialog', { name: 'Paste a cURL command' });
    const command = dialog.getByLabel('Command');
    await expect(command).toBeFocused();
    await expect(dialog.getByRole('button', { name: 'Import' })).toBeDisabled();
    await command.fill('wget https://example.com');
    await expect(dialog).toContainText('it should begin with curl');
    await command.fill(
      `curl '${odd.origin}/echo?limit=2' \\\n  -H 'Authorization: Bearer ${TOKEN}' \\\n  --json '{"name":"Ada"}'`,
    );
    await expect(dialog.getByRole('status')).toContainText('POST');
    await expect(dialog.getByRole('status')).toContainText('3 headers, a body');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Import' }).click();
  });

  await test.step('read what became of it, and open the call', async () => {
    const report = page.getByRole('dialog', { name: 'Create echo is ready' });
    await expect(report).toContainText('Bearer token as the API’s authentication.');
    await expect(report.getByRole('button', { name: 'Open the call' })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name of the call' })).toHaveValue('Create echo');
    await expect(urlField(page)).toHaveValue('/echo');
  });

  await test.step('initialize it', async () => {
    await initialize(page);
    await expectStatus(page, '200');
    await expect(field(page, /authorization/)).toBeVisible();
    expect(odd.requests.at(-1)?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    await canary.expectUnseen(TOKEN);
  });

  await test.step('paste another into the URL of a new call', async () => {
    await page
      .getByRole('navigation')
      .getByRole('button', { name: /^Add call to/ })
      .click();
    await page.getByRole('textbox', { name: /^Name of the new call/ }).fill('Mine');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('textbox', { name: 'Name of the call' })).toHaveValue('Mine');
    await urlField(page).focus();
    await urlField(page).evaluate((input, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, `curl -X DELETE ${odd.origin}/echo/7`);
    const dialog = page.getByRole('dialog', { name: 'Paste a cURL command' });
    await dialog.getByRole('button', { name: 'Import' }).click();
    await page.getByRole('button', { name: 'Open the call' }).click();
    await expect(page.getByRole('textbox', { name: 'Name of the call' })).toHaveValue('Mine');
    await expect(urlField(page)).toHaveValue('/echo/7');
    await expect(page.getByRole('combobox', { name: 'Method' })).toHaveValue('DELETE');
    await expectSaved(page);
    await expect(response(page)).toBeVisible();
  });
});
