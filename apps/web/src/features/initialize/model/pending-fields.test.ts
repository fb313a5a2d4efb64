import type { PendingShape } from '@jackfield/contracts';
import { applyChoices, describeShape, type FieldChoices, inferSample, toSchema } from '@jackfield/shape';
import { expect, test } from 'vitest';
import { choose } from './field-tree.ts';
import { pendingFields } from './pending-fields.ts';

const schema = toSchema(inferSample({ payload: '{"id":1,"more":"[2]"}', other: 'x' }));

function pending(choices: FieldChoices): PendingShape {
  const fields = describeShape(applyChoices(schema, choices));
  return { initializationId: 'i', errorStatus: null, schema, choices, fields, changes: [] };
}
const pointers = (shape: PendingShape, choices: FieldChoices) =>
  pendingFields(shape, choices).map(({ pointer }) => pointer);

test('a text that is opened shows what it holds at once, and one that is closed no more', () => {
  const fresh = pending({});
  expect(pointers(fresh, {})).toEqual(['', '/payload', '/other']);
  const [, payload] = fresh.fields;
  if (payload === undefined) throw new Error('there is one');
  const opened = choose({ '/payload': { type: 'image' } }, payload, { isOpened: true });
  expect(opened).toEqual({ '/payload': { isOpened: true } });
  expect(pointers(fresh, opened)).toEqual(['', '/payload', '/payload/id', '/payload/more', '/other']);
  const saved = pending({ '/payload': { isOpened: true } });
  expect(pointers(saved, { '/payload/more': { isOpened: true } })).toContain('/payload/more');
  expect(pointers(saved, { '/payload': { isOpened: false } })).toEqual(['', '/payload', '/other']);
});
