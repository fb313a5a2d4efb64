import { emptyCallDocument, type Input, inputSchema } from '@jackfield/connector';
import { describe, expect, test } from 'vitest';
import type { CallDraft } from './draft.ts';
import { settleInputs } from './settle-inputs.ts';

const none = new Set<string>();

function draft(url: string, inputs: Partial<Input>[] = []): CallDraft {
  const document = { ...emptyCallDocument(), url, inputs: inputs.map((input) => inputSchema.parse(input)) };
  return { name: 'Call', document };
}

function inputsAfter(before: CallDraft, url: string, inherited = none): Input[] {
  const after = { ...before, document: { ...before.document, url } };
  return settleInputs(before, after, inherited).document.inputs;
}

describe('settleInputs', () => {
  test('defines an input as soon as its name stands in the URL', () => {
    expect(inputsAfter(draft('/users'), '/users/[id]')).toEqual([inputSchema.parse({ name: 'id' })]);
  });

  test('hands the definition on while a name is typed over', () => {
    const before = draft('/users/[i]', [{ name: 'i', type: 'number', testValue: '7' }]);
    expect(inputsAfter(before, '/users/[id]')).toEqual([
      inputSchema.parse({ name: 'id', type: 'number', testValue: '7' }),
    ]);
  });

  test('takes an untouched definition away with its name', () => {
    expect(inputsAfter(draft('/users/[id]', [{ name: 'id' }]), '/users')).toEqual([]);
  });

  test('keeps a definition in which something was set', () => {
    const before = draft('/users/[id]', [{ name: 'id', testValue: '7' }]);
    expect(inputsAfter(before, '/users').map(({ name }) => name)).toEqual(['id']);
  });

  test('keeps the definition of an input that is used elsewhere', () => {
    const before = draft('/[a]/[b]', [{ name: 'a' }, { name: 'b' }]);
    expect(inputsAfter(before, '/[b]').map(({ name }) => name)).toEqual(['b']);
  });

  test('leaves names to the API that defines them', () => {
    expect(inputsAfter(draft('/'), '/[tenant]', new Set(['tenant']))).toEqual([]);
  });

  test('keeps the input of a row that is switched off', () => {
    const before = draft('/', [{ name: 'page' }]);
    before.document.parameters = [
      {
        id: 'p',
        key: 'page',
        isEnabled: true,
        kind: 'input',
        input: 'page',
        template: '<value>',
        listFormat: 'repeat',
        dateFormat: 'date-time',
        place: 'query',
      },
    ];
    const parameters = before.document.parameters.map((row) => ({ ...row, isEnabled: false }));
    const after = { ...before, document: { ...before.document, parameters } };
    expect(settleInputs(before, after, none)).toBe(after);
  });
});
