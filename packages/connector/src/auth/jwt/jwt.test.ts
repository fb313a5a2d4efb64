import { describe, expect, it } from 'vitest';
import { type Fixture, issuesOf, requestOf } from '../../request/build-request.fixture.ts';

const jwt = (own: Record<string, string> = {}, shared: Record<string, string> = {}, more: Fixture = {}): Fixture => ({
  api: { auth: { kind: 'jwt', shared: { jwtAlgorithm: 'HS256', ...shared }, byEnvironment: { development: own } } },
  authSecrets: { jwtKey: 'a shared secret of them' },
  ...more,
});
const SERVICE_ACCOUNT = {
  type: 'service_account',
  private_key_id: 'key-1',
  private_key: '-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n',
  client_email: 'robot@project.iam.gserviceaccount.com',
};
const account = (text: string): Fixture =>
  jwt({ jwtSubject: 'ann@example.com' }, { jwtAlgorithm: 'RS256' }, { authSecrets: { jwtKey: text } });

describe('the JSON Web Token', () => {
  it('has the claims that are filled in, and no others', () => {
    const own = { jwtIssuer: 'me', jwtAudience: ' you ', jwtClaims: '{"tenant": "{{tenant}}", "n": 1}' };
    const { authSteps } = requestOf(jwt(own, {}, { variables: { tenant: 'a"}, "admin": true, "x": "' } }));
    expect(authSteps).toMatchObject([
      { claims: { iss: 'me', aud: 'you', tenant: 'a"}, "admin": true, "x": "', n: 1 }, lifetimeSeconds: 3600 },
    ]);
    expect(Object.keys(authSteps?.[0]?.kind === 'jwt' ? authSteps[0].claims : {})).not.toContain('admin');
  });

  it('takes key, issuer and key ID from the JSON of a Google service account, and what is filled in wins', () => {
    const { authSteps } = requestOf(account(JSON.stringify(SERVICE_ACCOUNT)));
    expect(authSteps).toMatchObject([
      {
        key: SERVICE_ACCOUNT.private_key,
        keyId: 'key-1',
        claims: { iss: SERVICE_ACCOUNT.client_email, sub: 'ann@example.com' },
      },
    ]);
  });

  it('says what is wrong with such a JSON, and quotes nothing of it', () => {
    for (const text of [`${JSON.stringify(SERVICE_ACCOUNT)}}`, '{"private_key": "MII-secret-text"}']) {
      const issues = issuesOf(account(text));
      expect(issues).toMatchObject([{ path: ['api', 'auth', 'secrets', 'jwtKey'], kind: 'config' }]);
      expect(JSON.stringify(issues)).not.toContain('MII');
    }
  });

  it.each([
    [{}, { jwtLifetime: 'an hour' }, ['shared', 'jwtLifetime']],
    [{}, { jwtLifetime: '0' }, ['shared', 'jwtLifetime']],
    [{}, { jwtAlgorithm: 'none' }, ['shared', 'jwtAlgorithm']],
    [{}, { jwtKeyFormat: 'hex' }, ['secrets', 'jwtKey']],
    [{ jwtClaims: '["a"]' }, {}, ['byEnvironment', 'development', 'jwtClaims']],
    [{ jwtClaims: "{'a': 1}" }, {}, ['byEnvironment', 'development', 'jwtClaims']],
  ])('says what is wrong with %o and %o', (own, shared, path) => {
    const issues = issuesOf(jwt(own, shared));
    expect(issues).toMatchObject([{ path: ['api', 'auth', ...path], kind: 'config' }]);
    expect(issues[0]?.fix).toMatch(/\.$/);
  });

  it('asks how a shared secret is written only where there is one', () => {
    const { authSteps } = requestOf(jwt({}, { jwtKeyFormat: 'hex', jwtAlgorithm: 'ES256' }));
    expect(authSteps).toMatchObject([{ key: 'a shared secret of them' }]);
  });

  it('draws the token by name in a preview', () => {
    const fixture = jwt({ jwtClaims: '{"tenant": "{{t}}"}' }, {}, { mode: 'preview', secrets: { t: null } });
    expect(requestOf({ ...fixture, authSecrets: { jwtKey: null } }).headers).toContainEqual([
      'authorization',
      'Bearer {{auth.token}}',
    ]);
  });
});
