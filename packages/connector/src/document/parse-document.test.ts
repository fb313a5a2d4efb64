import { describe, expect, it } from 'vitest';
import { emptyApiDocument } from './api-document.ts';
import { emptyCallDocument } from './call-document.ts';
import { parseApiDocument, parseCallDocument } from './parse-document.ts';

/** As a version 1 stored them; never edited, so that what was stored then can be read for ever. */
const API_V1 = {
  version: 1,
  baseUrls: { 'env-1': 'https://{{host}}/v1', 'env-2': 'https://[shop].example.com' },
  auth: { kind: 'basic', shared: { name: 'kept' }, byEnvironment: { 'env-1': { username: 'alice' } } },
  headers: [
    { id: 'h1', key: 'Accept', kind: 'fixed', value: 'application/json', isEnabled: false, description: 'why' },
  ],
  parameters: [
    {
      id: 'p1',
      key: 'limit',
      kind: 'input',
      input: 'limit',
      template: '<value>',
      listFormat: 'comma',
      dateFormat: 'date',
      isEnabled: true,
      place: 'body',
    },
  ],
  inputs: [
    {
      name: 'shop',
      type: 'text',
      isRequired: true,
      allowBlank: false,
      isSensitive: false,
      keepsSlashes: false,
      allowedValues: ['eu'],
      aliases: ['store'],
    },
  ],
  notes: 'n',
  documentationUrl: 'https://docs.example.com',
};
const CALL_V1 = {
  version: 1,
  useAs: 'both',
  method: 'POST',
  url: '/users/[id]',
  parameters: [],
  headers: [],
  body: {
    kind: 'raw',
    contentType: 'text/xml',
    template: '<a>_*_x_*_</a>',
    escapes: { x: 'none' },
    readsAngleBrackets: false,
  },
  inputs: [],
  responseType: 'text',
  disabledSharedRows: ['h1'],
  onError: 'continue',
  tries: 2,
  idempotencyHeader: 'Idempotency-Key',
  notes: '',
};

describe('stored documents', () => {
  it('of version 1 are read as they were stored, with what was added since as in a new one', () => {
    expect(parseApiDocument(API_V1)).toEqual({ ok: true, document: API_V1 });
    expect(parseCallDocument(CALL_V1)).toEqual({ ok: true, document: { ...emptyCallDocument(), ...CALL_V1 } });
  });

  it('that are new are valid', () => {
    expect(parseApiDocument(emptyApiDocument()).ok).toBe(true);
    expect(parseCallDocument(emptyCallDocument()).ok).toBe(true);
  });

  it.each([null, 1, 'x', [], {}, { version: '1' }, { version: 0 }, { version: 1.5 }])('refuse %j', (json) => {
    expect(parseApiDocument(json).ok).toBe(false);
  });

  it('of a later version ask for an update', () => {
    expect(parseCallDocument({ ...CALL_V1, version: 2 })).toMatchObject({
      issues: [{ path: ['call', 'version'], fix: 'Update Jackfield.' }],
    });
  });

  it('that are damaged name each place', () => {
    const damaged = { ...CALL_V1, method: 'G T', tries: 9, more: 1 };
    const result = parseCallDocument(damaged);
    expect(result.ok ? [] : result.issues.map(({ path }) => path.join('.'))).toEqual([
      'call.method',
      'call.tries',
      'call',
    ]);
  });
});
