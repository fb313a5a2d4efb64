import { describe, expect, it } from 'vitest';
import { type Fixture, issuesOf, requestOf } from '../request/build-request.fixture.ts';

const SECRET = 'sk_live_0123456789';

describe.each(['key-in-header', 'key-in-url'] as const)('the name of a %s', (kind) => {
  const named = (name: string): Fixture => ({
    api: { auth: { kind, shared: { name }, byEnvironment: {} } },
    authSecrets: { key: 'a-key-of-its-own' },
    variables: { prefix: 'shop' },
    secrets: { stripe: SECRET },
  });

  it('may hold a variable', () => {
    const { url, headers } = requestOf(named('X-{{prefix}}'));
    expect(JSON.stringify([url, headers])).toMatch(/x-shop/i);
  });

  it('may not hold a secret, which would be sent neither masked nor bound to its origins, and no issue quotes it', () => {
    const issues = issuesOf(named('X-{{stripe}}'));
    expect(issues).toMatchObject([{ path: ['api', 'auth', 'shared', 'name'], kind: 'config' }]);
    expect(JSON.stringify(issues)).not.toContain(SECRET);
  });
});
