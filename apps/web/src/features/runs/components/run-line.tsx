import type { RunSummary } from '@jackfield/contracts';
import { MethodBadge } from '../../../components/method-badge.tsx';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { Tag } from '../../../components/tag.tsx';
import { durationWords } from '../../../lib/figures.ts';
import { formatExact } from '../../../lib/format-time.ts';
import { byWords, timeWords } from '../model/run-words.ts';
import classes from './runs.module.css';

interface RunLineProps {
  run: RunSummary;
  name: string;
  environment: string;
  isChosen: boolean;
  onChoose: () => void;
}

export function RunLine({ run, name, environment, isChosen, onChoose }: RunLineProps) {
  return (
    <button
      type="button"
      className={classes.line}
      data-run={run.id}
      aria-current={isChosen || undefined}
      onClick={onChoose}
    >
      <span className={classes.lineMain}>
        <MethodBadge method={run.method} isShort />
        <span className={classes.lineName}>{name}</span>
        <RunResult run={run} />
      </span>
      <span className={classes.lineRest}>
        <time dateTime={run.startedAt} title={formatExact(run.startedAt)}>
          {timeWords(run.startedAt)}
        </time>
        <span className={classes.lineBy}>
          {byWords(run)} · {environment}
        </span>
        <span className={classes.number}>
          {run.durationMs < 10 ? `${run.durationMs} ms` : durationWords(run.durationMs)}
        </span>
      </span>
    </button>
  );
}

/** The status, or why there is none. */
export function RunResult({ run }: { run: Pick<RunSummary, 'status' | 'outcome'> }) {
  if (run.outcome !== 'response') return <Tag color="red">{run.outcome}</Tag>;
  return run.status === null ? null : <StatusBadge status={run.status} />;
}
