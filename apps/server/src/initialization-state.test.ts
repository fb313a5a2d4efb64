import { type CallDocument, emptyApiDocument, emptyCallDocument } from '@jackfield/connector';
import { expect, test } from 'vitest';
import { fingerprintOf, initializationState } from './initialization-state.ts';

const api = { ...emptyApiDocument(), baseUrls: { development: 'https://a.test', live: 'https://b.test' } };
const call = { ...emptyCallDocument(), url: '/orders' };
const saved = fingerprintOf(api, call, 'development');

test('is never while there is no shape', () => {
  expect(initializationState(null, api, call)).toBe('never');
});

test('is done while nothing that matters changed', () => {
  const cosmetic: CallDocument = { ...call, notes: 'New notes', useAs: 'both', tries: 1, headers: [] };
  expect(initializationState(saved, api, cosmetic)).toBe('done');
});

test('is done after the members of a document came back from the database in another order', () => {
  const auth = { kind: 'basic', shared: { a: '1', b: '2' }, byEnvironment: {} } as const;
  const reordered = { ...auth, shared: { b: '2', a: '1' } };
  expect(
    initializationState(fingerprintOf({ ...api, auth }, call, 'development'), { ...api, auth: reordered }, call),
  ).toBe('done');
});

test('is done after another environment was given a base URL', () => {
  const changed = { ...api, baseUrls: { ...api.baseUrls, live: 'https://other.test' } };
  expect(initializationState(saved, changed, call)).toBe('done');
});

test('asks for initializing again when the base URL of its environment changed', () => {
  const changed = { ...api, baseUrls: { ...api.baseUrls, development: 'https://other.test' } };
  expect(initializationState(saved, changed, call)).toBe('should');
});

test.each<[string, Partial<CallDocument>]>([
  ['URL', { url: '/invoices' }],
  ['method', { method: 'POST' }],
  ['body', { body: { kind: 'json', template: '{}' } }],
  ['parameters', { parameters: [{ id: '1', kind: 'fixed', key: 'a', value: 'b', isEnabled: true, place: 'query' }] }],
])('asks for initializing again when its %s changed', (_what, change) => {
  expect(initializationState(saved, api, { ...call, ...change })).toBe('should');
});

test('asks for initializing again when the authentication changed', () => {
  const changed = { ...api, auth: { ...api.auth, kind: 'bearer' as const } };
  expect(initializationState(saved, changed, call)).toBe('should');
});

test('must be initialized again when the response type changed', () => {
  expect(initializationState(saved, api, { ...call, responseType: 'text' })).toBe('must');
});

test('a row that is switched off does not count', () => {
  const row = { id: '1', kind: 'fixed', key: 'a', value: 'b', isEnabled: false, place: 'query' } as const;
  expect(initializationState(saved, api, { ...call, parameters: [row] })).toBe('done');
});
