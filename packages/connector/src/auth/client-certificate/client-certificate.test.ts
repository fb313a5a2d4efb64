import { describe, expect, it } from 'vitest';
import { type Fixture, issuesOf, requestOf } from '../../request/build-request.fixture.ts';

const CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMII=\n-----END CERTIFICATE-----';
const of = (
  kind: 'client-certificate' | 'bearer',
  shared: Record<string, string> = {},
  more: Fixture = {},
): Fixture => ({
  api: { auth: { kind, shared, byEnvironment: { development: { certificate: CERTIFICATE } } } },
  authSecrets: { token: 'a-token-of-them', certificateKey: 'the key in PEM' },
  ...more,
});

describe('the client certificate', () => {
  it('is left to be presented while the connection is made, with its key bound like a secret that is sent', () => {
    const { authSteps, usedSecrets } = requestOf(of('client-certificate'));
    expect(authSteps).toMatchObject([
      { holder: { format: 'pem', certificate: CERTIFICATE, key: 'the key in PEM' }, authorities: '' },
    ]);
    expect(usedSecrets.map(({ slot }) => slot)).toEqual(['auth.certificateKey']);
  });

  it('goes with every other kind that is switched to it, and with none that is not', () => {
    const both = requestOf(of('bearer', { withCertificate: 'yes' }));
    expect(both.headers).toContainEqual(['authorization', 'Bearer a-token-of-them']);
    expect(both.usedSecrets.map(({ slot }) => slot).sort()).toEqual(['auth.certificateKey', 'auth.token']);
    const alone = requestOf(of('bearer'));
    expect(alone.authSteps).toBeUndefined();
    expect(alone.usedSecrets.map(({ slot }) => slot)).toEqual(['auth.token']);
  });

  it('reads PKCS#12 in base64 with line breaks, and with the lines that Windows puts around it', () => {
    for (const certificateBundle of [
      'AQID\nBAU=',
      '-----BEGIN CERTIFICATE-----\r\nAQIDBAU=\r\n-----END CERTIFICATE-----',
    ]) {
      const fixture = of('client-certificate', { certificateFormat: 'pkcs12' }, { authSecrets: { certificateBundle } });
      expect(requestOf(fixture).authSteps).toMatchObject([{ holder: { bundle: Uint8Array.of(1, 2, 3, 4, 5) } }]);
    }
  });

  it('binds a key file without masking it, since none is ever sent', () => {
    const key = 'k'.repeat(2_000);
    const { usedSecrets } = requestOf(of('client-certificate', {}, { authSecrets: { certificateKey: key } }));
    expect(usedSecrets).toMatchObject([{ slot: 'auth.certificateKey', values: [] }]);
  });

  it.each([
    [of('client-certificate', { certificateFormat: 'der' }), ['shared', 'certificateFormat']],
    [of('client-certificate', {}, { authSecrets: {} }), ['secrets', 'certificateKey']],
    [of('client-certificate', { certificateFormat: 'pkcs12' }), ['secrets', 'certificateBundle']],
    [
      of('client-certificate', { certificateFormat: 'pkcs12' }, { authSecrets: { certificateBundle: 'no base64 !' } }),
      ['secrets', 'certificateBundle'],
    ],
  ])('says what is wrong: %#', (fixture, path) => {
    expect(issuesOf(fixture)).toMatchObject([{ path: ['api', 'auth', ...path], kind: 'config' }]);
  });
});
