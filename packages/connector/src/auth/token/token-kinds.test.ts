import { describe, expect, it } from 'vitest';
import { type Fixture, issuesOf, requestOf } from '../../request/build-request.fixture.ts';
import type { AuthKind } from '../auth.ts';
import type { TokenStep } from './token-step.ts';

const TOKEN_URL = 'https://login.example.com/token';

const using = (
  kind: AuthKind,
  own: Record<string, string>,
  shared: Record<string, string> = {},
  more: Fixture = {},
): Fixture => ({
  api: { auth: { kind, shared, byEnvironment: { development: { tokenUrl: TOKEN_URL, ...own } } } },
  ...more,
});

function stepOf(fixture: Fixture): TokenStep {
  const step = requestOf(fixture).authSteps?.find(({ kind }) => kind === 'token');
  if (step?.kind !== 'token') throw new Error('there is no token step');
  return step;
}

const CREDENTIALS = { clientId: 'me' };
const SECRET: Fixture = { authSecrets: { clientSecret: 'the secret of mine' } };

describe('client credentials', () => {
  it('name scope, audience, resource and further parameters, and what the client shows for itself', () => {
    const own = {
      ...CREDENTIALS,
      scope: 'a b',
      tokenAudience: 'https://api/',
      tokenResource: 'https://res/',
      tokenParameters: 'tenant={{tenant}}\nx=1=2\n',
    };
    const step = stepOf(using('oauth2-client-credentials', own, {}, { ...SECRET, variables: { tenant: 'a\nb=c' } }));
    expect(step).toMatchObject({
      grant: {
        type: 'client_credentials',
        tokenUrl: TOKEN_URL,
        client: { id: 'me', authentication: { type: 'basic', secret: 'the secret of mine' } },
        parameters: [
          ['scope', 'a b'],
          ['audience', 'https://api/'],
          ['resource', 'https://res/'],
          ['tenant', 'a\nb=c'],
          ['x', '1=2'],
        ],
      },
      origins: ['https://login.example.com'],
      refusals: [401],
    });
    expect(step.secrets.map(({ slot }) => slot)).toEqual(['auth.clientSecret']);
  });

  it('are drawn by name in a preview, in the header or the query that they go in', () => {
    const preview: Fixture = { mode: 'preview', authSecrets: { clientSecret: null } };
    const header = requestOf(using('oauth2-client-credentials', CREDENTIALS, {}, preview));
    expect(header.headers).toContainEqual(['authorization', 'Bearer {{auth.token}}']);
    const query = requestOf(using('oauth2-client-credentials', CREDENTIALS, { tokenPlace: 'query' }, preview));
    expect(query.url).toContain('access_token={{auth.token}}');
  });
});

describe('a device code', () => {
  it('is asked for with a scope and parameters of its own, by a client that the secret is confirmed for both URLs of', () => {
    const own = {
      ...CREDENTIALS,
      deviceUrl: 'https://device.example.com/code#part',
      scope: 'a b',
      deviceParameters: 'audience=https://api/',
      tokenParameters: 'tenant=acme',
    };
    const step = stepOf(using('oauth2-device', own, { tokenClientAuth: 'body' }, SECRET));
    expect(step).toMatchObject({
      grant: {
        type: 'device',
        deviceUrl: 'https://device.example.com/code',
        deviceParameters: [
          ['scope', 'a b'],
          ['audience', 'https://api/'],
        ],
        tokenUrl: TOKEN_URL,
        client: { id: 'me', authentication: { type: 'body', secret: 'the secret of mine' } },
        parameters: [['tenant', 'acme']],
        revokeUrl: '',
      },
      origins: ['https://login.example.com', 'https://device.example.com'],
    });
    expect(step.secrets.map(({ slot }) => slot)).toEqual(['auth.clientSecret']);
    expect(issuesOf(using('oauth2-device', { ...own, deviceUrl: 'device.example.com' }, {}, SECRET))).toMatchObject([
      { path: expect.arrayContaining(['deviceUrl']), kind: 'config' },
    ]);
  });
});

describe('a custom token', () => {
  it('has a body in which a value stays a value', () => {
    const own = { tokenBody: '{"user": "{{user}}"}', tokenHeaders: 'X-Key: {{key}}\nAccept: text/plain' };
    const more: Fixture = { variables: { user: 'a"b\n' }, secrets: { key: 'key-0123456789' } };
    expect(stepOf(using('oauth2-custom', own, { tokenName: 'data.token' }, more))).toMatchObject({
      grant: {
        method: 'POST',
        body: '{"user": "a\\"b\\n"}',
        headers: [
          ['x-key', 'key-0123456789'],
          ['accept', 'text/plain'],
          ['content-type', 'application/json'],
        ],
        acceptedStatuses: [[200, 299]],
      },
      answer: { token: { in: 'body', path: ['data', 'token'] }, expiry: { in: 'body', path: ['expires_in'] } },
    });
    const form = { tokenBody: 'a=1&2\nb= {{user}}' };
    expect(stepOf(using('oauth2-custom', form, { tokenBodyType: 'form' }, more)).grant).toMatchObject({
      body: 'a=1%262&b=a%22b',
    });
  });
});

describe('a JWT that is exchanged', () => {
  it('is for the token URL, and of a service account that acts for itself', () => {
    const account = { client_email: 'robot@x', private_key: '-----BEGIN PRIVATE KEY-----', private_key_id: 'k1' };
    const own = { tokenUrl: 'https://oauth2.googleapis.com/token', jwtScope: 'a' };
    const more: Fixture = { authSecrets: { jwtKey: JSON.stringify(account) } };
    expect(stepOf(using('jwt', own, { jwtUse: 'exchange' }, more)).grant).toEqual({
      type: 'assertion',
      tokenUrl: 'https://oauth2.googleapis.com/token',
      client: { id: '', authentication: { type: 'none' } },
      parameters: [],
      signing: {
        algorithm: 'RS256',
        key: account.private_key,
        keyId: 'k1',
        claims: { iss: 'robot@x', aud: 'https://oauth2.googleapis.com/token', scope: 'a' },
        lifetimeSeconds: 3600,
      },
    });
  });
});

describe('what says that a token has ended', () => {
  it('is a list of statuses besides 401, and members of the answer', () => {
    const shared = { tokenRefusals: '403, 419', tokenBodyRefusals: 'ok=false\n$.error.code = token=expired\n' };
    expect(stepOf(using('oauth2-client-credentials', CREDENTIALS, shared, SECRET))).toMatchObject({
      refusals: [401, 403, 419],
      bodyRefusals: [
        { path: ['ok'], value: 'false' },
        { path: ['error', 'code'], value: 'token=expired' },
      ],
    });
  });
});

describe('a field that cannot be used', () => {
  it.each<[Record<string, string>, Record<string, string>, string]>([
    [{ tokenUrl: 'login.example.com' }, {}, 'tokenUrl'],
    [{ tokenUrl: 'ftp://login.example.com/' }, {}, 'tokenUrl'],
    [{ tokenUrl: 'https://a:b@login.example.com/' }, {}, 'tokenUrl'],
    [{ tokenUrl: 'https://{{secret}}.example.com/' }, {}, 'tokenUrl'],
    [{ tokenUrl: 'https://example.com{{secret}}' }, {}, 'tokenUrl'],
    [{ tokenHeaders: 'X-Key' }, {}, 'tokenHeaders'],
    [{ tokenBody: "{'a': 1}" }, {}, 'tokenBody'],
    [{ tokenBody: '{"a": {{secret}}}' }, {}, 'tokenBody'],
    [{}, { tokenStatuses: 'good' }, 'tokenStatuses'],
    [{}, { tokenRefusals: 'all' }, 'tokenRefusals'],
    [{}, { tokenBodyRefusals: 'error' }, 'tokenBodyRefusals'],
    [{}, { tokenHeaderName: '{{secret}}' }, 'tokenHeaderName'],
  ])('is told by its name, and nothing of a secret: %o %o', (own, shared, field) => {
    const fixture = using('oauth2-custom', own, shared, { secrets: { secret: 'evil-0123456789' } });
    const issues = issuesOf(fixture);
    expect(issues).toMatchObject([{ path: expect.arrayContaining([field]), kind: 'config', fix: expect.any(String) }]);
    expect(JSON.stringify(issues)).not.toContain('evil-0123456789');
  });

  it('is not one where a secret stands behind the host', () => {
    const fixture = using(
      'oauth2-custom',
      { tokenUrl: 'https://login.example.com/{{secret}}' },
      {},
      { secrets: { secret: 'key-0123456789' } },
    );
    expect(stepOf(fixture)).toMatchObject({ origins: ['https://login.example.com'] });
  });

  it('is a client secret without a client', () => {
    const fixture = using(
      'oauth2-password',
      { username: 'ann' },
      {},
      { authSecrets: { password: 'p', clientSecret: 's' } },
    );
    expect(issuesOf(fixture)).toMatchObject([{ message: 'There is a client secret and no client ID.' }]);
  });
});
