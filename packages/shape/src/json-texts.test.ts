import { expect, test } from 'vitest';
import { describeShape } from './describe-shape.ts';
import { diffShapes } from './diff-shapes.ts';
import { inferSample, inferText } from './infer-sample.ts';
import { mergeStatistics } from './merge-statistics.ts';
import { sampleStatisticsSchema } from './statistics.ts';
import { toSchema } from './to-schema.ts';
import { toTypeScript } from './to-typescript.ts';
import type { FieldChoices } from './types.ts';

const INNER = { id: 9007199254740993n, tags: ['a'], deep: '{"x":[{"y":1}]}' };
const text = JSON.stringify({ ...INNER, id: 0 }).replace('"id":0', '"id":9007199254740993');
const SAMPLE = JSON.stringify({
  items: [
    { payload: text, note: 'plain' },
    { payload: null, note: '{' },
  ],
});

const fieldsOf = (choices: FieldChoices, samples = [inferText(SAMPLE)]) =>
  describeShape(toSchema(mergeStatistics(samples), choices));
const pointersOf = (choices: FieldChoices) => fieldsOf(choices).map(({ pointer }) => pointer);

test('texts that all hold objects or lists are found, and closed until they are opened', () => {
  expect(
    fieldsOf({})
      .filter(({ holdsJson }) => holdsJson)
      .map(({ pointer }) => pointer),
  ).toEqual(['/items/*/payload']);
  expect(pointersOf({})).toEqual(['', '/items', '/items/*/payload', '/items/*/note']);
});

test('an opened text has the fields of what it holds, with all digits, and so do texts within it', () => {
  const open = { '/items/*/payload': { isOpened: true } };
  expect(pointersOf(open)).toEqual([
    '',
    '/items',
    '/items/*/payload',
    '/items/*/payload/id',
    '/items/*/payload/tags',
    '/items/*/payload/deep',
    '/items/*/note',
  ]);
  const fields = new Map(fieldsOf(open).map((field) => [field.pointer, field]));
  expect(fields.get('/items/*/payload')).toMatchObject({ type: 'object', isOpened: true, isNullable: true });
  expect(fields.get('/items/*/payload/id')).toMatchObject({ type: 'number', examples: ['9007199254740993'] });
  expect(fields.get('/items/*/payload/deep')).toMatchObject({ type: 'text', holdsJson: true });
  // In whatever order they were chosen.
  const both = { '/items/*/payload/deep': { isOpened: true }, ...open };
  expect(pointersOf(both)).toContain('/items/*/payload/deep/x/*/y');
  expect(toTypeScript(toSchema(inferText(SAMPLE), both), 'T')).toContain('y: number;');
});

test('one text that is no JSON settles it, whatever the order of samples', () => {
  const [json, plain] = [inferSample({ a: '{"b":1}' }), inferSample({ a: 'no' })];
  const open = { '/a': { isOpened: true } };
  for (const samples of [
    [json, plain],
    [plain, json],
  ]) {
    const merged = mergeStatistics(samples);
    expect(sampleStatisticsSchema.parse(JSON.parse(JSON.stringify(merged)))).toEqual(merged);
    expect(describeShape(toSchema(merged, open))[1]).toMatchObject({ type: 'text', holdsJson: false, isOpened: false });
  }
  const before = toSchema(json, open);
  expect(diffShapes(before, toSchema(mergeStatistics([json, plain]), open))).toMatchObject([
    { pointer: '/a', change: 'type-changed', isBreaking: true },
  ]);
});

test('what two samples hold in a text is one shape', () => {
  const samples = [inferSample({ a: '{"b":1}' }), inferSample({ a: '{"b":2,"c":"x"}' })];
  const fields = fieldsOf({ '/a': { isOpened: true } }, samples);
  expect(fields.map(({ pointer, isOptional }) => [pointer, isOptional])).toEqual([
    ['', false],
    ['/a', false],
    ['/a/b', false],
    ['/a/c', true],
  ]);
});

test('headers are part of a shape, and one that is not always there is told when it goes', () => {
  const sample = (...names: string[]) => ({
    ...inferSample({}),
    headers: names.map((name): [string, number] => [name, 1]),
    headerSamples: 1,
  });
  const before = toSchema(mergeStatistics([sample('etag', 'link')]));
  const after = toSchema(mergeStatistics([sample('etag', 'link'), sample('etag', 'x-new'), inferSample({})]));
  expect(diffShapes(before, after)).toMatchObject([
    { header: 'link', change: 'became-optional', isBreaking: true },
    { header: 'x-new', change: 'added', isBreaking: false },
  ]);
});
