import { inputSchema } from '@jackfield/connector';
import { expect, test } from 'vitest';
import { readForm, testValuesOf, withoutSensitive } from './form-values.ts';

const INPUTS = [
  { name: 'q' },
  { name: 'n', type: 'number', isRequired: false, testValue: '3' },
  { name: 'blank', allowBlank: true },
  { name: 'preset', defaultValue: 'x' },
  { name: '__proto__', isSensitive: true, isRequired: false, testValue: 'secret' },
].map((input) => inputSchema.parse(input));

test('passes what was typed by its type, and leaves out what has no value', () => {
  expect(readForm(INPUTS, { q: 'a', n: ' 12 ' })).toEqual({
    inputs: { q: 'a', n: '12', blank: '' },
    files: new Map(),
    errors: {},
  });
});

test('names each that is missing or of the wrong type', () => {
  const { errors } = readForm(INPUTS, { n: 'many' });
  expect(Object.keys(errors)).toEqual(['q', 'n']);
  expect(errors.n).toContain('must be a number');
});

test('keeps nothing that is sensitive', () => {
  const typed = JSON.parse('{"q":"a","__proto__":"typed"}');
  expect(withoutSensitive(INPUTS, typed)).toEqual({ q: 'a' });
  expect(testValuesOf(INPUTS)).toEqual({ n: '3' });
});

test('passes a chosen file beside the inputs, or the address of one among them', () => {
  const inputs = [inputSchema.parse({ name: 'photo', type: 'file' })];
  const photo = new File(['x'], 'x.png');
  expect(readForm(inputs, { photo: 'https://example.com/old.png' }, new Map([['photo', photo]]))).toEqual({
    inputs: {},
    files: new Map([['photo', photo]]),
    errors: {},
  });
  expect(readForm(inputs, { photo: 'https://example.com/a.png' }).inputs).toEqual({
    photo: 'https://example.com/a.png',
  });
  expect(readForm(inputs, {}).errors).toEqual({ photo: 'Choose a file.' });
  expect(readForm(inputs, { photo: 'a.png' }).errors.photo).toContain('must be a file');
});
