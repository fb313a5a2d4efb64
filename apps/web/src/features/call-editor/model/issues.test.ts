import type { DocumentIssue } from '@jackfield/connector';
import { expect, test } from 'vitest';
import { codeProblems, rowIssues, tabOf } from './issues.ts';

function issue(path: DocumentIssue['path'], change: Partial<DocumentIssue> = {}): DocumentIssue {
  return { severity: 'error', kind: 'config', path, message: 'Wrong.', ...change };
}

test.each([
  [['call', 'headers', 0, 'value'], 'headers'],
  [['call', 'body', 'template'], 'body'],
  [['inputs', 'id'], 'inputs'],
  [['call', 'url'], null],
  [['api', 'headers', 0], null],
] as const)('puts an issue at %j on the tab %s', (path, tab) => {
  expect(tabOf(issue([...path]))).toBe(tab);
});

test('gives a row its own issues with what to do, and leaves those of other lists out', () => {
  const issues = [issue(['call', 'headers', 1, 'value'], { fix: 'Fix it.' }), issue(['call', 'parameters', 0, 'key'])];
  expect(rowIssues(issues, 'call', 'headers')).toEqual([
    { index: 1, field: 'value', severity: 'error', message: 'Wrong. Fix it.' },
  ]);
});

test('marks only the spots of a text that are known', () => {
  const at = { start: 3, end: 5, line: 1, column: 4 };
  const issues = [issue(['call', 'body', 'template'], { at }), issue(['call', 'body', 'template'])];
  expect(codeProblems(issues, 'call', 'body', 'template')).toEqual([
    { severity: 'error', message: 'Wrong.', start: 3, end: 5 },
  ]);
});
