import { expect, test } from 'vitest';
import { urlStretches } from './url-stretches.ts';

test('cuts a URL into text and placeholders and loses no character', () => {
  const url = '/users/[id]?a={{v}}';
  const stretches = urlStretches(
    url,
    [
      { kind: 'input', start: 7, end: 11 },
      { kind: 'variable', start: 14, end: 19 },
    ],
    [],
  );
  expect(stretches.map(({ kind }) => kind)).toEqual(['text', 'input', 'text', 'variable']);
  expect(stretches.map(({ text }) => text).join('')).toBe(url);
});

test('marks the spot of an issue, but a placeholder comes first', () => {
  const issue = (start: number, end: number) => ({
    severity: 'error' as const,
    kind: 'config' as const,
    path: ['call', 'url'],
    message: '',
    at: { start, end, line: 1, column: start + 1 },
  });
  const stretches = urlStretches('/[a]/]', [{ kind: 'input', start: 1, end: 4 }], [issue(1, 4), issue(5, 6)]);
  expect(stretches.map(({ kind, text }) => `${kind} ${text}`)).toEqual(['text /', 'input [a]', 'text /', 'wrong ]']);
});
