import type { FieldPath, FieldValues, UseFormSetError } from 'react-hook-form';
import { problemAt, toApiProblem } from './api-problem.ts';

/** Puts the server's errors on the fields they belong to, and the focus on the first of them. */
export function applyProblem<Values extends FieldValues>(
  error: unknown,
  fields: readonly FieldPath<Values>[],
  setError: UseFormSetError<Values>,
): void {
  const problem = toApiProblem(error);
  let isFirst = true;
  for (const field of fields) {
    const message = problemAt(problem, field);
    if (message === null) continue;
    setError(field, { type: 'server', message }, { shouldFocus: isFirst });
    isFirst = false;
  }
}
