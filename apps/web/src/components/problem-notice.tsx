import { problemsElsewhere, toApiProblem } from '../lib/api-problem.ts';
import { Notice } from './notice.tsx';

interface ProblemNoticeProps {
  error: unknown;
  /** Body paths that show their errors themselves, such as `email`. */
  fields?: readonly string[];
}

/** Why a request failed, above the form it belongs to. Shows nothing when every error has its field. */
export function ProblemNotice({ error, fields = [] }: ProblemNoticeProps) {
  if (error === null || error === undefined) return null;
  const problem = toApiProblem(error);
  const others = problemsElsewhere(problem, fields);
  if (problem.errors.length > 0 && others.length === 0) return null;
  return (
    <Notice kind="error" title={problem.title}>
      {problem.detail !== null && others.length === 0 && <p>{problem.detail}</p>}
      {others.map(({ path, message, fix }) => (
        <p key={`${path.join('.')} ${message}`}>
          {message} {fix}
        </p>
      ))}
    </Notice>
  );
}
