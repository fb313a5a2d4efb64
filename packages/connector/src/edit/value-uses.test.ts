import { expect, test } from 'vitest';
import { emptyApiDocument } from '../document/api-document.ts';
import { emptyCallDocument } from '../document/call-document.ts';
import { parameterRowSchema, rowSchema } from '../document/row.ts';
import { sendsSharedRow, valueUsesOfApi, valueUsesOfCall } from './value-uses.ts';

const header = (key: string, value: string, more: object = {}) =>
  rowSchema.parse({ id: key, key, kind: 'fixed', value, ...more });

test('names every place of an API that names a value', () => {
  const document = {
    ...emptyApiDocument(),
    baseUrls: { dev: 'https://{{host}}/v1', live: 'https://a.example' },
    auth: { kind: 'basic' as const, shared: {}, byEnvironment: { dev: { username: '{{user}}' } } },
    headers: [header('X-Key', 'a {{key}} b {{key}} \\{{not}}')],
    parameters: [
      parameterRowSchema.parse({ id: 'p', key: 'q', kind: 'input', input: 'q', template: '{{prefix}}<value>' }),
    ],
  };
  expect(valueUsesOfApi(document)).toEqual([
    { name: 'host', part: 'base-url', detail: '', environmentId: 'dev' },
    { name: 'user', part: 'authentication', detail: 'Username', environmentId: 'dev' },
    { name: 'key', part: 'header', detail: 'X-Key', environmentId: null },
    { name: 'prefix', part: 'parameter', detail: 'q', environmentId: null },
  ]);
});

test('names every place of a call, whatever its body is', () => {
  const call = { ...emptyCallDocument(), url: '/{{region}}', headers: [header('A', '{{a}}', { isEnabled: false })] };
  const usesWith = (body: ReturnType<typeof emptyCallDocument>['body']) =>
    valueUsesOfCall({ ...call, body }).map(({ name, part, detail }) => `${name} in ${part} ${detail}`.trim());
  const always = ['region in url', 'a in header A'];
  expect(usesWith({ kind: 'json', template: '{"a": "{{b}}", "c": <d>}' })).toEqual([...always, 'b in body']);
  expect(usesWith({ kind: 'form-urlencoded', rows: [header('f', '{{b}}')] })).toEqual([...always, 'b in body f']);
  expect(usesWith({ kind: 'none' })).toEqual(always);
});

test('a shared row is sent unless the call switches it off or has one by its name', () => {
  const shared = header('X-Key', 'v');
  const call = emptyCallDocument();
  expect(sendsSharedRow(call, 'header', shared)).toBe(true);
  expect(sendsSharedRow({ ...call, disabledSharedRows: ['X-Key'] }, 'header', shared)).toBe(false);
  expect(sendsSharedRow({ ...call, headers: [header('x-key', 'mine')] }, 'header', shared)).toBe(false);
  expect(sendsSharedRow({ ...call, headers: [header('x-key', 'mine', { isEnabled: false })] }, 'header', shared)).toBe(
    true,
  );
  expect(sendsSharedRow(call, 'header', { ...shared, isEnabled: false })).toBe(false);
});
