import { describe, expect, it } from 'vitest';
import { type Fixture, fixed, issuesOf, requestOf } from '../../request/build-request.fixture.ts';

const digest: Fixture = {
  api: { auth: { kind: 'digest', shared: {}, byEnvironment: { development: { username: 'alice' } } } },
  authSecrets: { password: 'correct horse battery' },
};

describe('HTTP Digest', () => {
  it('leaves the digest to be made while it is sent, with the password bound and masked like one in the request', () => {
    const { authSteps, headers, usedSecrets } = requestOf(digest);
    expect(authSteps).toMatchObject([{ kind: 'digest', username: 'alice', password: 'correct horse battery' }]);
    expect(headers.map(([name]) => name)).not.toContain('authorization');
    expect(usedSecrets).toEqual([
      { label: 'auth.password', owner: 'api', slot: 'auth.password', values: ['correct horse battery'] },
    ]);
  });

  it('is drawn in a preview, which has nothing to sign with', () => {
    const { authSteps, headers, usedSecrets } = requestOf({
      ...digest,
      authSecrets: { password: null },
      mode: 'preview',
    });
    expect(headers).toContainEqual(['authorization', 'Digest {{auth.digest}}']);
    expect(authSteps).toBeUndefined();
    expect(usedSecrets).toEqual([]);
  });

  it('wins over a row of the name that it adds', () => {
    const { headers } = requestOf({ ...digest, call: { headers: [fixed('AUTHORIZATION', 'Bearer mine')] } });
    expect(headers.map(([name]) => name)).not.toContain('authorization');
  });

  it('wants a username, in words', () => {
    const issues = issuesOf({ ...digest, api: { auth: { kind: 'digest', shared: {}, byEnvironment: {} } } });
    expect(issues).toMatchObject([
      { path: ['api', 'auth', 'byEnvironment', 'development', 'username'], kind: 'config' },
    ]);
  });
});
