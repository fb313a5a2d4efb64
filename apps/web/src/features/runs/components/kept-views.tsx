import type { Project, RunDetail } from '@jackfield/contracts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { ScrollFrame } from '../../../components/scroll-frame.tsx';
import { ListSkeleton } from '../../../components/skeletons.tsx';
import { prettyJson } from '../../../lib/pretty-json.ts';
import { runQueries } from '../../../lib/queries/run-queries.ts';
import classes from './runs.module.css';

interface KeptProps {
  project: Project;
  run: RunDetail;
  mayRead: boolean;
}

const NOT_YOURS = 'What a run was given and got is shown to those who could have run it.';
const UNREADABLE = 'It was encrypted under a master key that this server no longer has, and cannot be read.';

export function KeptInputs({ project, run, mayRead }: KeptProps) {
  const { data: kept, error } = useQuery({ ...runQueries.kept(project.id, run.id), enabled: mayRead });
  if (!mayRead) return <p className={classes.remark}>{NOT_YOURS}</p>;
  if (error !== null) return <ProblemNotice error={error} />;
  if (kept === undefined) return <ListSkeleton rows={3} />;
  if (kept === null) return <p className={classes.remark}>{UNREADABLE}</p>;
  const inputs = Object.entries(kept.inputs);
  return (
    <>
      {inputs.length === 0 && kept.omitted.length === 0 && <p className={classes.remark}>It was given no inputs.</p>}
      <dl className={classes.inputs} aria-label="Inputs of the run">
        {kept.user !== undefined && (
          <div>
            <dt>Connection of user</dt>
            <dd>
              <code>{kept.user}</code>
            </dd>
          </div>
        )}
        {inputs.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{typeof value === 'string' ? value : JSON.stringify(value)}</code>
            </dd>
          </div>
        ))}
        {kept.omitted.map((name) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className={classes.quiet}>not kept, since it is sensitive or large</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export function KeptBody({
  project,
  run,
  mayRead,
  of,
  label,
}: KeptProps & { of: 'request' | 'response'; label: string }) {
  const { data: kept } = useQuery({ ...runQueries.kept(project.id, run.id), enabled: mayRead });
  if (!mayRead || kept === undefined || kept === null) return null;
  const text = of === 'request' ? kept.requestBody : kept.responseBody;
  const size = of === 'request' ? (run.request?.bodyBytes ?? 0) : run.sizeBytes;
  if (size === 0) return null;
  if (text === null) {
    return (
      <p className={classes.remark}>
        Its body is not kept.{' '}
        <Link to="/projects/$projectId/settings/$section" params={{ projectId: project.id, section: 'runs' }}>
          Settings
        </Link>{' '}
        say whether bodies of texts up to 256 kB are.
      </p>
    );
  }
  return (
    <section className={classes.body} aria-label={label}>
      <h2 className={classes.heading}>
        Body <CopyButton text={text} label={`Copy the ${label.toLowerCase()}`} />
      </h2>
      <ScrollFrame as="pre">{pretty(text)}</ScrollFrame>
    </section>
  );
}

function pretty(text: string): string {
  try {
    JSON.parse(text);
    return prettyJson(text);
  } catch {
    return text;
  }
}
