import type { Secret } from '@jackfield/contracts';
import { expect, test } from 'vitest';
import { unconfirmedSecrets } from './unconfirmed-secrets.ts';

function secret(id: string, owner: Secret['owner'], slot: string, change: Partial<Secret> = {}): Secret {
  return {
    id,
    owner,
    slot,
    environmentId: 'dev',
    last4: null,
    isDamaged: false,
    origins: [],
    setBy: 'Ann',
    setAt: '2026-01-01T00:00:00.000Z',
    version: 1,
    ...change,
  };
}

const where = { environmentId: 'dev', apiId: 'api', callId: 'call' };
const error = {
  kind: 'config' as const,
  detail: 'Not confirmed for http://127.0.0.1:4000 in Development: key, auth.token',
};

test('finds the secrets that an error names, in this environment and of these owners', () => {
  const secrets = [
    secret('1', { type: 'project' }, 'key'),
    secret('2', { type: 'api', id: 'api' }, 'auth.token'),
    secret('3', { type: 'api', id: 'other' }, 'auth.token'),
    secret('4', { type: 'project' }, 'key', { environmentId: 'live' }),
    secret('5', { type: 'project' }, 'unused'),
    secret('6', { type: 'project' }, 'key', { origins: ['http://127.0.0.1:4000'] }),
  ];
  const found = unconfirmedSecrets(error, where, secrets);
  expect(found?.origin).toBe('http://127.0.0.1:4000');
  expect(found?.secrets.map(({ id }) => id)).toEqual(['1', '2']);
});

test('offers nothing for another error', () => {
  const secrets = [secret('1', { type: 'project' }, 'key')];
  expect(unconfirmedSecrets({ kind: 'config', detail: 'call.url: wrong' }, where, secrets)).toBeNull();
  expect(unconfirmedSecrets({ ...error, kind: 'dns' }, where, secrets)).toBeNull();
});
