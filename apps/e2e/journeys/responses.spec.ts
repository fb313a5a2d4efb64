import { expectAccessible } from '../support/axe.ts';
import { runFromOutside } from '../support/run.ts';
import {
  addCall,
  addFirstApi,
  addFixedRow,
  expectStatus,
  field,
  initialize,
  makeToken,
  openCall,
  openRequestTab,
  response,
  setTestValue,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

const ENTERED = JSON.stringify({ id: 7, payload: '{"colour": "brown", "weight": 1.50}' });

test('a refusal is kept, a response entered by hand, a text opened, and errors are the caller’s choice', async ({
  page,
  request,
  github,
}) => {
  await signUp(page);
  await addFirstApi(page, 'GitHub', github.origin);
  await addCall(page, 'Get repository');
  await urlField(page).fill('/repos/[owner]/[repo]');
  await openRequestTab(page, 'Headers');
  // Prism answers with what the description has for this status.
  await addFixedRow(page, 'header', 'Prefer', 'code=404');
  await setTestValue(page, 'owner', 'nodejs');
  await setTestValue(page, 'repo', 'node');

  await test.step('a dry run shows the request and sends nothing', async () => {
    const preview = await showResponse(page, 'Preview');
    await preview.getByRole('button', { name: 'Dry run' }).click();
    await expect(preview).toContainText('Nothing was sent');
    await expect(preview).toContainText(`${github.origin}/repos/nodejs/node`);
    await expect(preview.getByRole('button', { name: 'Copy as cURL' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('a refusal is kept as the error shape', async () => {
    await initialize(page);
    await expectStatus(page, '404 Not Found');
    await response(page).getByRole('button', { name: 'Keep as error shape' }).click();
    await showResponse(page, 'Structured');
    await expect(response(page).getByText('Error shape saved')).toBeVisible();
    await expect(response(page).getByRole('radio', { name: 'Error: 404' })).toBeChecked();
    await expect(field(page, /^message/)).toContainText('text');
    await expectAccessible(page);
  });

  await test.step('a value of it becomes a test value, with the keyboard, and is taken back', async () => {
    const use = field(page, /^message/).getByRole('button', { name: 'Use message as a test value' });
    await use.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Use as test value of' });
    await expect(dialog).toContainText('Call');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'repo' }).click();
    await expect(page.getByRole('textbox', { name: 'Test value of repo' })).toHaveValue(/./);
    await page.getByRole('button', { name: 'Undo', exact: true }).last().click();
    await expect(page.getByRole('textbox', { name: 'Test value of repo' })).toHaveValue('node');
  });

  await test.step('a response is entered by hand, and its text opened', async () => {
    await response(page).getByRole('button', { name: 'Enter by hand' }).click();
    const dialog = page.getByRole('dialog', { name: 'Enter a response by hand' });
    const editor = dialog.getByRole('textbox', { name: 'Response' });
    await editor.focus();
    await page.keyboard.insertText('{"id": }');
    await dialog.getByRole('button', { name: 'Learn the shape' }).click();
    await expect(dialog).toContainText('line 1, column 8');
    await expectAccessible(page);
    await editor.focus();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.press('Delete');
    await page.keyboard.insertText(ENTERED);
    await dialog.getByRole('button', { name: 'Learn the shape' }).click();
    await expect(dialog).toBeHidden();
    await field(page, /^payload/)
      .getByRole('button', { name: 'Open JSON in payload' })
      .click();
    await expect(field(page, /^weight/)).toContainText('number');
    await expectAccessible(page);
    await response(page).getByRole('button', { name: 'Save shape' }).click();
    await expect(response(page).getByText('entered by hand').first()).toBeVisible();
    await expect(field(page, /^colour/)).toContainText('text');
  });

  await test.step('the types have both, and a caller chooses between them', async () => {
    await page.getByRole('button', { name: 'Use it' }).click();
    const dialog = page.getByRole('dialog', { name: 'Use this call from your code' });
    await dialog.getByText('TypeScript', { exact: true }).click();
    await expect(dialog).toContainText('GetRepositoryResult = GetRepositorySuccess | GetRepositoryFailure');
    await expect(dialog).toContainText('colour: string');
    await expect(dialog).toContainText('documentation_url');
    await dialog.getByText('Stop', { exact: true }).click();
    await expect(dialog).toContainText('class GetRepositoryStopped');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'Data sources' }).click();
    await page.getByRole('main').getByRole('link', { name: 'Get repository' }).first().click();
    await page.getByRole('button', { name: 'Use test values' }).click();
    await page.getByRole('combobox', { name: 'When it does not end well' }).selectOption('stop');
    await page.getByRole('button', { name: /^Run/ }).click();
    const result = page.getByRole('region', { name: 'Result' });
    await expect(result).toContainText('with 424');
    await page.getByRole('button', { name: 'Dry run' }).click();
    await expect(result).toContainText('Dry run: nothing is sent');
    await expectAccessible(page);
  });

  await test.step('a call keeps the headers that it is told to', async () => {
    await openCall(page, 'Get repository');
    await openRequestTab(page, 'Settings');
    await page.getByRole('radio', { name: 'These' }).check();
    const names = page.getByRole('combobox', { name: 'Names of the headers to keep' });
    await names.pressSequentially('Set-Cookie,');
    await expect(page.getByText(/set-cookie is never given back/)).toBeVisible();
    await names.pressSequentially('Content-Length,');
    await expect(page.getByText('content-length', { exact: true })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('what is asked from outside is as it was tried', async () => {
    const token = await makeToken(page, 'Kennel');
    const run = { token, call: 'github/get-repository', inputs: { owner: 'a', repo: 'b' } };
    const [stopped, goesOn, dry] = [
      await runFromOutside(request, { ...run, query: '?onError=stop' }),
      await runFromOutside(request, run),
      await runFromOutside(request, { ...run, query: '?dryRun=true' }),
    ];
    expect([stopped.status(), goesOn.status(), dry.status()]).toEqual([424, 200, 200]);
    const envelope = await stopped.json();
    expect(envelope).toMatchObject({ ok: false, status: 404, data: { message: expect.any(String) } });
    expect(Object.keys(envelope.headers)).toEqual(['content-length']);
    expect(await dry.json()).toMatchObject({ ok: true, request: { url: `${github.origin}/repos/a/b` } });
  });
});
