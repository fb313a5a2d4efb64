import {
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
import { shoot } from './shoot.ts';

test('records of runs', async ({ page }) => {
  await signUp(page);
  const runs = page.getByRole('navigation', { name: 'APIs and pages' }).getByRole('link', { name: 'Runs' });
  await runs.click();
  await expect(page.getByText('Nothing ran in this time')).toBeVisible();
  await shoot(page, 'runs-empty');
  await page.goto('/');
  await page.getByRole('button', { name: 'Try the demo API' }).click();
  await expect(urlField(page)).toBeVisible();
  for (let round = 0; round < 4; round += 1) {
    await initialize(page);
    await expect(response(page).getByRole('status').first()).toContainText('200 OK');
  }
  await runs.click();
  const list = page.getByRole('list', { name: 'Runs' });
  await expect(list.getByRole('listitem')).toHaveCount(4);
  await shoot(page, 'runs');
  await list.getByRole('button').first().click();
  await expect(page.getByRole('region', { name: 'One run' })).toBeVisible();
  await shoot(page, 'runs-one');
});

test('bodies, and a response as a tree', async ({ page }) => {
  await signUp(page);
  await page.getByRole('button', { name: 'Try the demo API' }).click();
  await expect(urlField(page)).toBeVisible();
  await initialize(page);
  await expect(response(page).getByRole('status').first()).toContainText('200 OK');
  await showResponse(page, 'Tree');
  await shoot(page, 'response-tree');
  await openCall(page, 'Create order');
  await openRequestTab(page, 'Body');
  for (const kind of ['Form-data', 'GraphQL', 'Raw', 'File']) {
    await page.getByRole('radiogroup', { name: 'Kind of body' }).getByText(kind, { exact: true }).click();
    await shoot(page, `body-${kind.toLowerCase()}`);
  }
  await openApi(page, 'Demo shop');
});
