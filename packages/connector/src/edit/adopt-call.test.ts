import { expect, test } from 'vitest';
import { emptyApiDocument } from '../document/api-document.ts';
import { emptyCallDocument } from '../document/call-document.ts';
import { inputSchema } from '../document/input.ts';
import { adoptCall } from './adopt-call.ts';

const row = (id: string, key: string) => ({ id, key, isEnabled: true, kind: 'fixed' as const, value: key });

test('a call brings the inputs it uses of its former API, and it is known what is sent no more and what is sent now', () => {
  const from = {
    ...emptyApiDocument(),
    headers: [row('h1', 'Accept'), row('h2', 'X-Tenant'), row('h3', 'X-Off')],
    inputs: ['tenant', 'unused', 'there'].map((name) => inputSchema.parse({ name, testValue: `${name} of old` })),
  };
  const to = {
    ...emptyApiDocument(),
    auth: { ...emptyApiDocument().auth, kind: 'bearer' as const },
    headers: [row('n1', 'accept'), row('n2', 'X-New')],
    inputs: [inputSchema.parse({ name: 'there' })],
  };
  const call = {
    ...emptyCallDocument(),
    url: '/[own]/[tenant]/[there]',
    inputs: [inputSchema.parse({ name: 'own' })],
    disabledSharedRows: ['h3', 'n2'],
  };
  expect(adoptCall(call, from, to)).toMatchObject({
    document: {
      url: call.url,
      inputs: [{ name: 'own' }, { name: 'tenant', testValue: 'tenant of old' }],
      disabledSharedRows: ['n2'],
    },
    inputsBrought: ['tenant'],
    rowsLost: [{ kind: 'header', key: 'X-Tenant' }],
    rowsGained: [],
    auth: { from: 'None or self-handled', to: 'Bearer token' },
  });
});

test('between two equal APIs nothing changes', () => {
  const api = { ...emptyApiDocument(), headers: [row('h1', 'Accept')] };
  const call = { ...emptyCallDocument(), url: '/x' };
  expect(adoptCall(call, api, api)).toEqual({
    document: call,
    inputsBrought: [],
    rowsLost: [],
    rowsGained: [],
    auth: null,
  });
});
