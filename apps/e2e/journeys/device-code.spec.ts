import { answerAtDevice, OIDC_CLIENTS } from '@jackfield/testing';
import { expectAccessible } from '../support/axe.ts';
import { expectFitsNarrow } from '../support/narrow.ts';
import {
  addCall,
  addFirstApi,
  expectSaved,
  expectStatus,
  initialize,
  openApi,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('an API is connected by a code that somebody enters on another device', async ({ page, provider: oidc }) => {
  await signUp(page);
  await addFirstApi(page, 'Television', oidc.origin);
  const token = page.getByRole('region', { name: 'Token, Development' });

  await test.step('the fields of the kind', async () => {
    await page.getByRole('combobox', { name: 'Kind' }).click();
    await page.getByRole('option', { name: 'OAuth2 Device Code' }).click();
    for (const [label, text] of [
      ['Device authorization URL', `${oidc.origin}/device/auth`],
      ['Token URL', `${oidc.origin}/token`],
      ['Client ID', OIDC_CLIENTS.device.id],
      ['Scope', 'openid offline_access'],
    ] as const) {
      await page.getByLabel(`${label}, Development`, { exact: true }).fill(text);
    }
  });

  await test.step('a code that is not wanted is given up', async () => {
    await token.getByRole('button', { name: 'Connect', exact: true }).click();
    await expect(token.getByRole('button', { name: 'Copy the code' })).toBeVisible();
    await expect(token.getByRole('timer')).toHaveText(/^(10:00|9:\d\d)$/);
    await expectAccessible(page);
    await expectFitsNarrow(page, 'device code');
    await token.getByRole('button', { name: 'Cancel connecting' }).click();
    await expect(token.getByRole('button', { name: 'Copy the code' })).toBeHidden();
  });

  await test.step('a code that is turned down says so', async () => {
    await token.getByRole('button', { name: 'Connect', exact: true }).click();
    await answerAtDevice(await addressOf(), { allows: false });
    await expect(token.getByRole('alert')).toContainText('access_denied');
  });

  await test.step('a code that is entered connects the API', async () => {
    await token.getByRole('button', { name: 'Connect', exact: true }).click();
    await answerAtDevice(await addressOf());
    await expect(token.getByText('Television is connected.')).toBeVisible();
    await expect(token.getByText('Valid', { exact: true })).toBeVisible();
    await expect(token.getByRole('button', { name: 'Reconnect' })).toBeVisible();
  });

  await test.step('its calls have the token', async () => {
    await addCall(page, 'Who I am');
    await urlField(page).fill('/api/me');
    await expectSaved(page);
    await initialize(page);
    await expectStatus(page, '200');
    await openApi(page, 'Television');
    await token.getByRole('button', { name: 'Clear' }).click();
    await expect(token.getByText('No token yet')).toBeVisible();
  });

  async function addressOf(): Promise<string> {
    const link = token.getByRole('link', { name: `Open ${new URL(oidc.origin).host}` });
    await expect(link).toBeVisible();
    await expect(link).toHaveAttribute('target', '_blank');
    return (await link.getAttribute('href')) ?? '';
  }
});
