import { emptyApiDocument, emptyCallDocument, inputSchema } from '@jackfield/connector';
import type { Secret } from '@jackfield/contracts';
import { describe, expect, test } from 'vitest';
import { type PreviewArguments, previewRequest, sentPreview } from './preview-request.ts';

function secret(owner: Secret['owner'], slot: string, environmentId = 'dev'): Secret {
  return {
    id: slot,
    owner,
    slot,
    environmentId,
    last4: null,
    isDamaged: false,
    origins: [],
    setBy: 'Ann',
    setAt: '2026-01-01T00:00:00.000Z',
    version: 1,
  };
}

function args(change: Partial<PreviewArguments> = {}): PreviewArguments {
  return {
    api: { ...emptyApiDocument(), baseUrls: { dev: 'https://api.test/v1' } },
    apiId: 'api',
    callId: 'call',
    call: { ...emptyCallDocument(), url: '/users/[id]', inputs: [inputSchema.parse({ name: 'id', testValue: 'a/b' })] },
    environmentId: 'dev',
    variables: [],
    secrets: [],
    files: new Map(),
    ...change,
  };
}

describe('previewRequest', () => {
  test('draws the URL with the test values, encoded for their place', () => {
    const { result, issues } = previewRequest(args());
    expect(issues).toEqual([]);
    expect(result.ok && sentPreview(result.request).url).toBe('https://api.test/v1/users/a%2Fb');
  });

  test('draws a secret as its name and never asks for its value', () => {
    const api = {
      ...emptyApiDocument(),
      baseUrls: { dev: 'https://api.test' },
      auth: { kind: 'bearer' as const, shared: {}, byEnvironment: {} },
    };
    const call = {
      ...emptyCallDocument(),
      headers: [{ id: 'h', key: 'X-Key', isEnabled: true, kind: 'fixed' as const, value: '{{key}}' }],
    };
    const secrets = [secret({ type: 'api', id: 'api' }, 'auth.token'), secret({ type: 'project' }, 'key')];
    const { result, issues } = previewRequest(args({ api, call, secrets }));
    expect(issues).toEqual([]);
    const headers = new Map(result.ok ? sentPreview(result.request).headers.map(([k, v]) => [k.toLowerCase(), v]) : []);
    expect(headers.get('authorization')).toBe('Bearer {{auth.token}}');
    expect(headers.get('x-key')).toBe('{{key}}');
  });

  test('says which test value cannot be read as its type', () => {
    const call = {
      ...emptyCallDocument(),
      url: '/users/[id]',
      inputs: [inputSchema.parse({ name: 'id', type: 'number', testValue: 'seven' })],
    };
    const { issues } = previewRequest(args({ call }));
    expect(issues.filter(({ severity }) => severity === 'error').map(({ path }) => path)).toEqual([['inputs', 'id']]);
  });

  test('tells a value that is missing in this environment from a name that is unknown', () => {
    const call = { ...emptyCallDocument(), url: '/{{known}}/{{unknown}}' };
    const { issues } = previewRequest(args({ call, secrets: [secret({ type: 'project' }, 'known', 'live')] }));
    expect(issues.map(({ message }) => message).join(' ')).toMatch(/known}} has no value.*unknown}} is not a variable/);
  });

  test('a missing test value has its place, once, and a kept secret is not missing', () => {
    const call = {
      ...emptyCallDocument(),
      url: '/users/[id]/[token]/[wrong]',
      inputs: [
        inputSchema.parse({ name: 'id' }),
        inputSchema.parse({ name: 'token', isSensitive: true }),
        inputSchema.parse({ name: 'wrong', type: 'number', testValue: 'x' }),
      ],
    };
    const secrets = [secret({ type: 'call', id: 'call' }, 'input.token')];
    const { issues } = previewRequest(args({ call, secrets }));
    expect(issues.map(({ path }) => path[1])).toEqual(['wrong', 'id']);
    expect(issues.at(-1)?.fix).toBe('Give it a test value under Inputs.');
  });
});
