import { expect, test } from 'vitest';
import { RunDepth } from './run-depth.ts';

const depth = new RunDepth('a secret');
const sent = (from: number) => Object.fromEntries(depth.hopHeaders(from)('https://a.example/run/v1/p/a/c'));

test('counts one more with each run', () => {
  expect(depth.read({})).toBe(0);
  expect(depth.read(sent(0))).toBe(1);
  expect(depth.read(sent(2))).toBe(3);
});

test('says nothing to addresses that are no run API’s', () => {
  expect(depth.hopHeaders(1)('https://a.example/v1/run')).toEqual([]);
});

test('believes nobody else', () => {
  const { 'jackfield-depth': signed = '' } = sent(2);
  for (const given of ['', '3', '3.', signed.replace('3', '1'), `${signed}x`, signed.slice(1)]) {
    expect(depth.read({ 'jackfield-depth': given })).toBe(0);
  }
  expect(new RunDepth('another').read(sent(0))).toBe(0);
});
