import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/axe.ts';
import {
  addCall,
  addFirstApi,
  expectStatus,
  initialize,
  response,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

/** What a person reads of a call that got no usable answer. */
async function expectFailure(page: Page, kind: string, layer: string, ...words: (string | RegExp)[]): Promise<void> {
  await showResponse(page, 'Structured');
  const shown = response(page).getByRole('alert', { name: 'What went wrong' });
  await expect(shown).toContainText(kind);
  await expect(shown).toContainText(layer);
  for (const each of words) await expect(shown).toContainText(each);
  await expect(shown).toContainText('One thing to try:');
  await expect(response(page).getByRole('button', { name: 'Save shape' })).toHaveCount(0);
}

test.beforeEach(async ({ page, odd }) => {
  await signUp(page);
  await addFirstApi(page, 'Odd', odd.origin);
  await addCall(page, 'Ask');
});

test('a call that gets no answer says why, where and what to try', async ({ page, ports, silent }) => {
  await test.step('a host that does not exist', async () => {
    await urlField(page).fill('https://api.nowhere.invalid/customers');
    await initialize(page);
    await expectFailure(page, 'dns', 'Looking up the host', 'could not be found', 'api.nowhere.invalid');
    await expectAccessible(page);
  });

  await test.step('a port on which nothing listens', async () => {
    await urlField(page).fill(`http://127.0.0.1:${ports.closed}/`);
    await initialize(page);
    await expectFailure(page, 'connect', 'Connecting', 'did not accept a connection');
  });

  await test.step('an address that this server must not call', async () => {
    await urlField(page).fill('http://10.20.30.40/');
    await initialize(page);
    await expectFailure(page, 'blocked', 'Egress policy', 'blocked by the egress policy', 'administrator');
  });

  await test.step('the metadata service of a cloud, which nobody can allow', async () => {
    await urlField(page).fill('http://169.254.169.254/latest/meta-data/');
    await initialize(page);
    await expectFailure(page, 'blocked', 'Egress policy', 'blocked by the egress policy');
    await expect(response(page)).not.toContainText('JACKFIELD_EGRESS_ALLOW');
  });

  await test.step('a server that does not say a word', async () => {
    await urlField(page).fill(`https://127.0.0.1:${silent.port}/`);
    await initialize(page);
    await expectFailure(page, 'timeout', 'Time limit', 'in time');
    await expectAccessible(page);
  });
});

test('an answer that cannot be used says why, and is shown', async ({ page }) => {
  await test.step('a refusal', async () => {
    await urlField(page).fill('/status/401?body=who%20are%20you');
    await initialize(page);
    await expectStatus(page, '401 Unauthorized');
    await expect(await showResponse(page, 'Raw')).toContainText('who are you');
  });

  await test.step('a web page where JSON was expected', async () => {
    await urlField(page).fill('/html');
    await initialize(page);
    await expectFailure(page, 'decode', 'Reading the response', 'web page');
    await response(page).getByRole('button', { name: 'Show the raw response' }).click();
    await expect(response(page)).toContainText('Please sign in.');
    await expectAccessible(page);
  });

  await test.step('a connection that is lost', async () => {
    await urlField(page).fill('/reset-body');
    await initialize(page);
    await expectFailure(page, 'connection_lost', 'Connection', 'before the response was complete');
  });

  await test.step('more than a response may be', async () => {
    await urlField(page).fill('/bomb/gzip?bytes=60000000');
    await initialize(page);
    await expectFailure(page, 'too_large', 'Size limit', 'larger than the limit');
    await expectAccessible(page);
  });
});

test('a slow call is cancelled, and the connection with it', async ({ page, odd }) => {
  await urlField(page).fill('/slow-head');
  await initialize(page);
  await expectStatus(page, 'Waiting');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expectStatus(page, 'Cancelled before anything arrived.');
  await odd.allClosed();
  await urlField(page).fill('/echo');
  await initialize(page);
  await expectStatus(page, '200 OK');
});
