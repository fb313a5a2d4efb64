import type { CodeGrant, TokenStep } from '@jackfield/connector';
import { Cancellation } from '@jackfield/egress';
import { startOidcServer } from '@jackfield/testing';
import { expect, it } from 'vitest';
import { egressTo, secretOf } from '../testing/run-with-steps.ts';
import { exchangeCode } from './code-flow.ts';

const SECRET = 'the secret of this client';
const CODE = 'code-0123456789';
const VERIFIER = 'verifier-0123456789-0123456789-0123456789-0123456789';

it('tells of a refusal without the secret, the code and the verifier that the provider quotes', async () => {
  const oidc = await startOidcServer();
  const egress = egressTo(oidc.allowEntry);
  const grant: CodeGrant = {
    type: 'code',
    authorizeUrl: `${oidc.origin}/auth`,
    authorizeParameters: [],
    tokenUrl: `${oidc.origin}/token`,
    client: { id: 'client', authentication: { type: 'body', secret: SECRET } },
    parameters: [],
    usesPkce: true,
    issuer: '',
    revokeUrl: '',
    profile: null,
  };
  const step: TokenStep & { grant: CodeGrant } = {
    kind: 'token',
    grant,
    answer: { token: { in: 'body', path: ['access_token'] }, expiry: null, format: 'auto' },
    attachment: { in: 'header', name: 'Authorization', prefix: 'Bearer ' },
    refusals: [401],
    bodyRefusals: [],
    origins: [oidc.origin],
    secrets: secretOf('clientSecret', SECRET),
  };
  const description = `not ${SECRET}, ${CODE} or ${VERIFIER}`;
  oidc.failTokenRequests(1, 400, JSON.stringify({ error: 'invalid_client', error_description: description }));
  const answered = new URLSearchParams({ code: CODE, state: 'state' });
  const transaction = { redirectUri: 'http://127.0.0.1/callback', state: 'state', verifier: VERIFIER };
  const sender = { egress, signal: new Cancellation() };
  const error: unknown = await exchangeCode(step, answered, transaction, sender).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    words:
      'The token URL refused: invalid_client (not {{auth.clientSecret}}, {{auth.code}} or {{auth.code_verifier}}).',
  });
  for (const secret of [SECRET, CODE, VERIFIER]) expect(JSON.stringify(error)).not.toContain(secret);
  await egress.close();
  await oidc.close();
});
