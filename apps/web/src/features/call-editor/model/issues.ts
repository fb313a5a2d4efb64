import type { DocumentIssue } from '@jackfield/connector';
import type { CodeProblem } from '../../../components/code-editor/code-languages.ts';
import type { RowIssue } from '../../../components/row-editor/row-issue.ts';

export const REQUEST_TABS = ['parameters', 'headers', 'body', 'inputs', 'auth', 'settings', 'notes'] as const;
export type RequestTab = (typeof REQUEST_TABS)[number];

/** Where an issue is put right; null for the address line, and for what belongs to the API. */
export function tabOf(issue: DocumentIssue): RequestTab | null {
  const [scope, field] = issue.path;
  if (scope === 'inputs') return 'inputs';
  if (scope !== 'call') return null;
  switch (field) {
    case 'parameters':
    case 'headers':
    case 'body':
    case 'inputs':
      return field;
    case 'tries':
    case 'idempotencyHeader':
    case 'responseType':
    case 'stream':
      return 'settings';
    default:
      return null;
  }
}

export function isApiIssue(issue: DocumentIssue): boolean {
  return issue.path[0] === 'api';
}

/** The issues at a path and below it. */
export function issuesAt(issues: readonly DocumentIssue[], ...path: (string | number)[]): DocumentIssue[] {
  return issues.filter((issue) => path.every((segment, index) => issue.path[index] === segment));
}

/** The message with what to do about it. */
export function issueText(issue: DocumentIssue): string {
  return issue.fix === undefined ? issue.message : `${issue.message} ${issue.fix}`;
}

/** The issues of a list of rows at a path, for the rows they stand at. */
export function rowIssues(issues: readonly DocumentIssue[], ...path: (string | number)[]): RowIssue[] {
  return issuesAt(issues, ...path).flatMap((issue) => {
    const [index, field] = issue.path.slice(path.length);
    if (typeof index !== 'number') return [];
    return [
      { index, field: typeof field === 'string' ? field : null, severity: issue.severity, message: issueText(issue) },
    ];
  });
}

/** The issues of a text at a path that have a position in it. */
export function codeProblems(issues: readonly DocumentIssue[], ...path: (string | number)[]): CodeProblem[] {
  return issuesAt(issues, ...path).flatMap((issue) =>
    issue.at === undefined
      ? []
      : [{ severity: issue.severity, message: issueText(issue), start: issue.at.start, end: issue.at.end }],
  );
}
