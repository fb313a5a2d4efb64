import type { Call } from '@jackfield/contracts';
import { Loader } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Day } from '../../../components/day.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { Tag } from '../../../components/tag.tsx';
import { byteWords, durationWords } from '../../../lib/figures.ts';
import { cancelledWords, phaseWords, type RunState } from '../model/run-state.ts';
import classes from './response-pane.module.css';

/** One line that always stands in the same place: what is saved, what is under way, or how it ended. */
/** Without a call nothing is saved, and nothing is said of it. */
export function RunStatus({ run, call }: { run: RunState; call: Call | null }) {
  return (
    <div className={classes.status} role="status">
      <StatusWords run={run} call={call} />
    </div>
  );
}

function StatusWords({ run, call }: { run: RunState; call: Call | null }) {
  if (run.status === 'running') return <RunningWords run={run} />;
  if (run.status === 'cancelled') return <span className={classes.quiet}>{cancelledWords(run)}</span>;
  if (run.status === 'broken') return <Tag color="red">Not run</Tag>;
  if (run.end === null && run.shape !== null)
    return <span className={classes.quiet}>Entered by hand, not saved yet</span>;
  if (run.end === null) return call && <SavedWords call={call} />;
  const { end, head } = run;
  return (
    <>
      {end.status === null ? (
        <Tag color="red">{end.error?.kind ?? end.outcome}</Tag>
      ) : (
        <StatusBadge status={end.status} statusText={head?.statusText} />
      )}
      {end.request === null ? (
        <span className={classes.quiet}>Nothing was sent</span>
      ) : (
        <span className={classes.figures}>
          {durationWords(end.timing.totalMs)}
          {end.status !== null && ` · ${byteWords(end.sizeBytes)}`}
        </span>
      )}
      {end.warnings.length > 0 && <Tag color="amber">{`${end.warnings.length} to mind`}</Tag>}
    </>
  );
}

function RunningWords({ run }: { run: RunState }) {
  const [startedAt] = useState(() => performance.now());
  const [elapsedMs, setElapsedMs] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setElapsedMs(performance.now() - startedAt), 100);
    return () => clearInterval(timer);
  }, [startedAt]);
  return (
    <>
      <Loader size={14} />
      <span>{run.phase === null ? 'Finishing' : phaseWords(run.phase)}…</span>
      <span className={classes.figures} aria-hidden>
        {(elapsedMs / 1000).toFixed(1)} s{run.bodyChars > 0 && ` · ${byteWords(run.bodyChars)}`}
      </span>
    </>
  );
}

function SavedWords({ call }: { call: Call }) {
  if (call.shape === null) return <span className={classes.quiet}>Not initialized yet</span>;
  return (
    <>
      {call.initialization === 'should' && <Tag color="amber">Should be initialized again</Tag>}
      {call.initialization === 'must' && <Tag color="red">Must be initialized again</Tag>}
      <span className={classes.quiet}>
        Shape saved by {call.shape.savedBy}, <Day instant={call.shape.savedAt} />
      </span>
    </>
  );
}
