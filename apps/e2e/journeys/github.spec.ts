import { expectAccessible } from '../support/axe.ts';
import { envelopeOf } from '../support/run.ts';
import {
  addCall,
  addFirstApi,
  addFixedRow,
  addInputRow,
  expectStatus,
  field,
  initialize,
  makeToken,
  openRequestTab,
  response,
  saveShape,
  setTestValue,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('a large response of GitHub, with parameters as rows', async ({ page, request, github }) => {
  await signUp(page);
  await addFirstApi(page, 'GitHub', github.origin);
  await addCall(page, 'List issues');

  await test.step('fill the address and the query', async () => {
    await urlField(page).fill('/repos/[owner]/[repo]/issues');
    await openRequestTab(page, 'Parameters');
    await addFixedRow(page, 'parameter', 'per_page', '5');
    await addInputRow(page, 'parameter', 'state');
    await setTestValue(page, 'owner', 'octo cat');
    await page.getByRole('textbox', { name: 'Test value of repo' }).fill('Hello/World');
    await page.getByRole('textbox', { name: 'Test value of state' }).fill('all');
    // What a person types fills one segment, whatever it is.
    await expect(await showResponse(page, 'Preview')).toContainText(
      `${github.origin}/repos/octo%20cat/Hello%2FWorld/issues?per_page=5&state=all`,
    );
    await expectAccessible(page);
  });

  await test.step('initialize and look around in its fields', async () => {
    await page.getByRole('textbox', { name: 'Test value of repo' }).fill('Hello-World');
    await initialize(page);
    await expectStatus(page, '200 OK');
    await expect(field(page, /^title/)).toContainText('text');
    await expect(response(page).getByRole('checkbox', { name: 'Use each › user › login' })).toBeVisible();
    await response(page).getByRole('button', { name: 'Close each › user' }).click();
    await expect(response(page).getByRole('checkbox', { name: 'Use each › user › login' })).toHaveCount(0);
    // Only the fields in view are drawn.
    const labels = response(page).getByRole('combobox', { name: 'Type of each › labels', exact: true });
    await response(page).getByRole('table', { name: 'Fields of the response' }).hover();
    await expect(async () => {
      await page.mouse.wheel(0, 200);
      await expect(labels).toBeVisible({ timeout: 200 });
    }).toPass();
    await expect(labels).toHaveValue('list:object');
    await expectAccessible(page);
    await saveShape(page);
  });

  await test.step('run it from outside', async () => {
    const token = await makeToken(page, 'Dashboard');
    const inputs = { owner: 'octocat', repo: 'Hello-World', state: 'closed' };
    expect(await envelopeOf(request, { token, call: 'github/list-issues', inputs })).toMatchObject({
      outcome: 'response',
      status: 200,
      ok: true,
      data: [{ number: expect.any(Number), title: expect.any(String) }],
    });
  });
});
