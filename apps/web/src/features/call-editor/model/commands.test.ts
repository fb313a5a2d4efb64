import { emptyCallDocument, inputSchema } from '@jackfield/connector';
import { describe, expect, test } from 'vitest';
import { pasteUrl, setBodyKind, setField, setInput, toggleSharedRow } from './commands.ts';
import type { CallDraft } from './draft.ts';

const draft = (change: Partial<CallDraft['document']> = {}): CallDraft => ({
  name: 'Call',
  document: { ...emptyCallDocument(), ...change },
});
const newId = () => 'id';

describe('commands', () => {
  test('leave the draft they were given as it is', () => {
    const before = draft();
    const copy = structuredClone(before);
    setField('url', '/a')(before);
    toggleSharedRow('row')(before);
    expect(before).toEqual(copy);
  });

  test('return the same draft when nothing changes, so that it is no step of undo', () => {
    const before = draft({ url: '/a' });
    expect(setField('url', '/a')(before)).toBe(before);
    expect(setBodyKind('none')(before)).toBe(before);
  });

  test('keep the text when a body goes from JSON to raw and back', () => {
    const json = draft({ body: { kind: 'json', template: '{"a":1}' } });
    const raw = setBodyKind('raw')(json);
    expect(raw.document.body).toMatchObject({ kind: 'raw', template: '{"a":1}' });
    expect(setBodyKind('json')(raw)).toEqual(json);
  });

  test('change one input and no other', () => {
    const inputs = ['a', 'b'].map((name) => inputSchema.parse({ name }));
    const after = setInput('b', { testValue: '1' })(draft({ inputs }));
    expect(after.document.inputs).toEqual([inputs[0], { ...inputs[1], testValue: '1' }]);
  });

  test('switch a shared row off and on again', () => {
    const off = toggleSharedRow('row')(draft());
    expect(off.document.disabledSharedRows).toEqual(['row']);
    expect(toggleSharedRow('row')(off)).toEqual(draft());
  });
});

describe('pasteUrl', () => {
  test('makes rows of the query and keeps what follows the base URL', () => {
    const { document } = pasteUrl('https://api.test/v1/users?page=2', 'https://api.test/v1', newId)(draft());
    expect(document.url).toBe('/users');
    expect(document.parameters).toMatchObject([{ key: 'page', kind: 'fixed', value: '2', place: 'query' }]);
  });

  test('keeps an address whole that only begins like the base URL', () => {
    const { document } = pasteUrl('https://api.test/v10/users?a=1', 'https://api.test/v1', newId)(draft());
    expect(document.url).toBe('https://api.test/v10/users');
  });
});
