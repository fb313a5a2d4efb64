import type { DocumentIssue } from '@jackfield/connector';

export interface Stretch {
  kind: 'text' | 'input' | 'variable' | 'wrong';
  text: string;
  start: number;
}

interface Mark {
  kind: Exclude<Stretch['kind'], 'text'>;
  start: number;
  end: number;
}

/** Cuts a URL into plain text, placeholders, and the spots of issues that no placeholder covers. */
export function urlStretches(url: string, placeholders: readonly Mark[], issues: readonly DocumentIssue[]): Stretch[] {
  const wrong = issues.flatMap(({ at }) => (at ? [{ kind: 'wrong' as const, start: at.start, end: at.end }] : []));
  const marks = [...placeholders, ...wrong].sort((a, b) => a.start - b.start);
  const stretches: Stretch[] = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.start < at || mark.end > url.length || mark.end <= mark.start) continue;
    if (mark.start > at) stretches.push({ kind: 'text', text: url.slice(at, mark.start), start: at });
    stretches.push({ kind: mark.kind, text: url.slice(mark.start, mark.end), start: mark.start });
    at = mark.end;
  }
  if (at < url.length) stretches.push({ kind: 'text', text: url.slice(at), start: at });
  return stretches;
}
