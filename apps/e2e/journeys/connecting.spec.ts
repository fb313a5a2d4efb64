import { OIDC_CLIENTS } from '@jackfield/testing';
import { expectAccessible } from '../support/axe.ts';
import { chooseAuthKind, connect, fillCodeFlow, tokenPanel } from '../support/provider.ts';
import {
  addCall,
  addFirstApi,
  expectSaved,
  expectStatus,
  initialize,
  openApi,
  showResponse,
  signUp,
  urlField,
} from '../support/steps.ts';
import { expect, test } from '../support/test.ts';

test('somebody is sent to the provider, and the calls have a token until it is cleared', async ({ page, provider }) => {
  await signUp(page);
  await addFirstApi(page, 'Contacts', provider.origin);
  await fillCodeFlow(page, provider);
  await expect(tokenPanel(page)).toContainText('No token yet');
  await expectAccessible(page);

  await test.step('the guide stands beside the form', async () => {
    await page.getByRole('button', { name: 'How to set up OAuth2 User-Agent Flow' }).click();
    const guide = page.getByRole('dialog', { name: 'Guide' });
    await expect(guide.getByRole('heading', { name: /Google/ })).toBeVisible();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await expect(guide).toHaveCount(0);
  });

  await test.step('what is rarely needed opens where it is asked for, and says how much of it is set', async () => {
    const refusals = page.getByRole('textbox', { name: 'Also refused with the status' });
    await expect(refusals).toBeHidden();
    await page.getByText('More settings').click();
    await refusals.fill('teapot');
    await expect(page.getByText('"teapot" is not a list of statuses.')).toBeVisible();
    await refusals.fill('419');
    await expectSaved(page);
    await page.reload();
    await page.getByText(/^More settings · \d changed$/).click();
    await expect(refusals).toHaveValue('419');
  });

  await test.step('who turns it down is told so in both windows', async () => {
    const window = await connect(page, 'Connect', { allows: false });
    await expect(window.getByRole('heading', { name: 'Not connected' })).toBeVisible();
    await expect(tokenPanel(page)).toContainText('access_denied');
    await window.close();
  });

  await test.step('who allows it is told as whom', async () => {
    const window = await connect(page, 'Connect');
    await expect(window.getByRole('heading', { name: 'Connected' })).toBeVisible();
    await expectAccessible(window);
    await window.close();
    await expect(tokenPanel(page)).toContainText('Connected');
    await expect(tokenPanel(page)).toContainText('by Ann Example');
    await expect(tokenPanel(page)).toContainText('openid');
    await expectAccessible(page);
  });

  await test.step('a call is sent with the token, which nobody sees', async () => {
    await addCall(page, 'Me');
    await urlField(page).fill('/api/me');
    await initialize(page);
    await expectStatus(page, '200 OK');
    await expect(await showResponse(page, 'Request')).toContainText('{{auth.token}}');
    const sent = provider.apiRequests.at(-1)?.authorization ?? '';
    expect(sent).toMatch(/^Bearer .{20}/);
    await expect(page.getByText(sent.slice('Bearer '.length))).toHaveCount(0);
  });

  await test.step('it is refreshed and cleared by hand', async () => {
    await openApi(page, 'Contacts');
    await tokenPanel(page).getByRole('button', { name: 'Test authentication, refresh' }).click();
    await expect(tokenPanel(page).getByText('200 OK')).toBeVisible();
    expect(provider.tokenRequests.at(-1)?.form.get('grant_type')).toBe('refresh_token');
    await expectAccessible(page);
    await tokenPanel(page).getByRole('button', { name: 'Clear' }).click();
    await expect(tokenPanel(page)).toContainText('No token yet');
  });
});

test('an application gets its token by its secret, and a wrong one is told in the provider’s words', async ({
  page,
  provider,
}) => {
  await signUp(page);
  await addFirstApi(page, 'Contacts', provider.origin);
  await chooseAuthKind(page, 'OAuth2 Client Credentials');
  await page.getByRole('textbox', { name: 'Token URL, Development' }).fill(`${provider.origin}/token`);
  await page.getByRole('textbox', { name: 'Client ID, Development' }).fill(OIDC_CLIENTS.basic.id);
  await expectSaved(page);
  const secret = 'Client secret, Development';
  await page.getByLabel(secret, { exact: true }).fill('not the secret of the client');
  await page.getByRole('button', { name: `Save ${secret}` }).click();
  const replace = page.getByRole('button', { name: `Replace ${secret}` });
  await expect(replace).toBeVisible();
  await page.getByRole('button', { name: 'Test authentication' }).first().click();
  await expect(tokenPanel(page)).toContainText('invalid_client');
  await expectAccessible(page);
  await replace.click();
  await page.getByLabel(secret, { exact: true }).fill(OIDC_CLIENTS.basic.secret);
  await page.getByRole('button', { name: `Save ${secret}` }).click();
  await expect(replace).toBeVisible();
  await page
    .getByRole('button', { name: /^Test authentication/ })
    .first()
    .click();
  await expect(tokenPanel(page).getByText('200 OK')).toBeVisible();
  await expect(tokenPanel(page)).toContainText('{{auth.access_token}}');
  await expectAccessible(page);
});
