import { type CallDocument, emptyCallDocument, inputSchema } from '@jackfield/connector';
import { expect, test } from 'vitest';
import { mistakenInputs } from './mistaken-inputs.ts';

function withBody(template: string, ...names: string[]): CallDocument {
  const inputs = names.map((name) => inputSchema.parse({ name }));
  return { ...emptyCallDocument(), body: { kind: 'json', template }, inputs };
}

test('a tag of HTML in a text is taken for a mistaken input, a name that stands for a value is not', () => {
  expect(mistakenInputs(withBody('{"html": "<b>Hi</b> <name>", "b": 1}', 'b', 'name'))).toEqual(['b']);
  expect(mistakenInputs(withBody('{"size": <b>}', 'b'))).toEqual([]);
});
