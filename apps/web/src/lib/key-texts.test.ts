import { inputSchema, type Row } from '@jackfield/connector';
import { expect, test } from 'vitest';
import { withoutSensitiveValues, withoutTexts } from './key-texts.ts';

const row = (id: string, value: string): Row => ({ id, key: 'k', kind: 'fixed', value, isEnabled: true });

test('a pasted key gives way to what stood there before, and to nothing in a new row', () => {
  const rows = [row('a', 'KEY'), row('b', 'KEY'), row('c', 'text')];
  expect(withoutTexts(rows, [row('a', 'before')], ['KEY']).map((each) => each.kind === 'fixed' && each.value)).toEqual([
    'before',
    '',
    'text',
  ]);
});

test('the test value of a sensitive input is left out, and no other', () => {
  const inputs = [
    inputSchema.parse({ name: 'pin', isSensitive: true, testValue: '1234' }),
    inputSchema.parse({ name: 'city', testValue: 'Rome' }),
  ];
  expect(withoutSensitiveValues(inputs).map(({ testValue }) => testValue)).toEqual([undefined, 'Rome']);
});
