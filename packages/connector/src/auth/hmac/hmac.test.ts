import { describe, expect, it } from 'vitest';
import { type Fixture, issuesOf, requestOf } from '../../request/build-request.fixture.ts';

const hmac = (shared: Record<string, string> = {}, more: Fixture = {}): Fixture => ({
  api: { auth: { kind: 'hmac', shared, byEnvironment: {} } },
  authSecrets: { signingKey: 'a key of its own' },
  ...more,
});

describe('the HMAC signature', () => {
  it('takes its text apart once, so that a value is never read for marks', () => {
    const { authSteps } = requestOf(
      hmac({ signingText: '<method> {{tenant}} <body>' }, { variables: { tenant: '<path>{{x}}' } }),
    );
    expect(authSteps).toMatchObject([
      { kind: 'hmac', text: [{ mark: 'method' }, ' ', '<path>{{x}}', ' ', { mark: 'body' }] },
    ]);
  });

  it('binds the secrets of its key, its text and its header', () => {
    const { usedSecrets } = requestOf(
      hmac(
        { signingText: '{{pepper}}<body>', signatureValue: 'k={{key_id}}, s=<signature>' },
        { secrets: { pepper: 'pepper-pepper', key_id: 'key-of-an-id' } },
      ),
    );
    expect(usedSecrets.map(({ slot }) => slot).sort()).toEqual(['auth.signingKey', 'key_id', 'pepper']);
  });

  it('draws what it adds by name in a preview, and nothing of what only sending knows', () => {
    const fixture = hmac(
      { signatureValue: 'HMAC {{id}}:<signature>', timestampHeader: 'X-Time', nonceHeader: 'X-Nonce' },
      { variables: { id: '7' }, mode: 'preview', authSecrets: { signingKey: null } },
    );
    expect(requestOf(fixture).headers).toEqual(
      expect.arrayContaining([
        ['x-time', '{{auth.timestamp}}'],
        ['x-nonce', '{{auth.nonce}}'],
        ['x-signature', 'HMAC 7:{{auth.signature}}'],
      ]),
    );
  });

  it.each([
    [{ signingText: '<header>' }, 'signingText', '<header> is not known here.'],
    [{ signatureValue: '<body>' }, 'signatureValue', '<body> is not known here.'],
    [{ hmacAlgorithm: 'sha3' }, 'hmacAlgorithm', 'Authentication: "Algorithm" cannot be "sha3".'],
    [{ signingText: '{{nothing}}' }, 'signingText', '{{nothing}} is not a variable or secret of this project.'],
  ])('says what is wrong with %o', (shared, field, message) => {
    const issues = issuesOf(hmac(shared));
    expect(issues).toMatchObject([{ path: ['api', 'auth', 'shared', field], message, kind: 'config' }]);
    expect(issues[0]?.fix).toMatch(/\.$/);
  });

  it.each([
    ['base64', 'no base64 !', 'The key is not base64.'],
    ['hex', 'abc', 'The key is not hexadecimal.'],
  ])('says that a key is not %s, and quotes nothing of it', (signingKeyFormat, signingKey, message) => {
    const issues = issuesOf(hmac({ signingKeyFormat }, { authSecrets: { signingKey } }));
    expect(issues).toMatchObject([{ path: ['api', 'auth', 'secrets', 'signingKey'], message }]);
    expect(JSON.stringify(issues)).not.toContain(signingKey);
  });

  it('refuses a header whose name holds a secret', () => {
    const issues = issuesOf(hmac({ signatureHeader: 'X-{{stripe}}' }, { secrets: { stripe: 'sk_live_0123456789' } }));
    expect(issues).toMatchObject([{ path: ['api', 'auth', 'shared', 'signatureHeader'], kind: 'config' }]);
    expect(JSON.stringify(issues)).not.toContain('sk_live');
  });
});
