import { Loader } from '@mantine/core';
import { DryRunView } from '../../../components/dry-run-view/dry-run-view.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Tag } from '../../../components/tag.tsx';
import type { useDryRun } from '../../../lib/use-dry-run.ts';
import classes from './usage-result.module.css';

/** In the place of a result: what a run with these inputs would send. */
export function UsageDryRun({ dryRun }: { dryRun: ReturnType<typeof useDryRun> }) {
  const { data, error, isPending } = dryRun;
  return (
    <>
      <div className={classes.status} role="status">
        {isPending && <Loader size={14} />}
        {data && <Tag color={data.ok ? 'green' : 'red'}>{data.ok ? 'Ready' : 'Would not run'}</Tag>}
        <span className={classes.quiet}>Dry run: nothing is sent</span>
      </div>
      <div className={classes.body} aria-busy={isPending}>
        {error !== null && (
          <div className={classes.notice}>
            <ProblemNotice error={error} />
          </div>
        )}
        {data && <DryRunView dryRun={data} />}
      </div>
    </>
  );
}
