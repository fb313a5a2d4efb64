import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { isToldElsewhere } from '../../../lib/api-problem.ts';
import { useEditor } from '../hooks/editor-context.ts';

/** Why the call could not be saved; it stays while the next attempt is made. What has its own place is told there. */
export function SaveProblem() {
  const { status, problem } = useEditor().session.save;
  if (status === 'conflict' || problem === null || problem.code === 'name_taken' || isToldElsewhere(problem))
    return null;
  return <ProblemNotice error={problem} fields={['name']} />;
}
