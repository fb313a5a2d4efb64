import type { DryRun } from '@jackfield/contracts';
import type { ReactNode } from 'react';
import { Notice } from '../notice.tsx';
import { RequestView } from '../request-view/request-view.tsx';
import { RunErrorView } from '../run-error/run-error-view.tsx';
import classes from './dry-run-view.module.css';

interface DryRunViewProps {
  dryRun: DryRun;
  /** What may help with its error. */
  remedy?: ReactNode;
}

/** What a run would send, or why it would not. */
export function DryRunView({ dryRun: { ok, request, error, warnings }, remedy }: DryRunViewProps) {
  return (
    <div className={classes.view}>
      {ok && (
        <div className={classes.notice}>
          <Notice kind="info" title="Nothing was sent">
            <p>The server has all that this run needs: inputs, secrets and where they may go, authentication.</p>
          </Notice>
        </div>
      )}
      {error !== null && <RunErrorView error={error} action={remedy} />}
      {warnings.map((warning) => (
        <div key={warning} className={classes.notice}>
          <Notice kind="warning">
            <p>{warning}</p>
          </Notice>
        </div>
      ))}
      {request !== null && <RequestView request={request} lead="As it would be sent; secrets are drawn as names." />}
    </div>
  );
}
