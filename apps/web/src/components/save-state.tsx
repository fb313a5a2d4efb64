import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleDot, IconLoader2 } from '@tabler/icons-react';
import { type ApiProblem, isToldElsewhere } from '../lib/api-problem.ts';
import type { AutosaveStatus } from '../lib/autosave-state.ts';
import classes from './save-state.module.css';

interface SaveStateProps {
  status: AutosaveStatus;
  problem: ApiProblem | null;
  /** A pasted key waits for a decision, so nothing is saved by itself. */
  isHeld?: boolean;
  onRetry(): void;
}

const ICON = { size: 14, stroke: 1.75, 'aria-hidden': true };

/** Says whether what the page shows is saved. Its place is reserved, so nothing moves when it changes. */
export function SaveState({ status, problem, isHeld = false, onRetry }: SaveStateProps) {
  return (
    <span className={classes.place}>
      <span role="status" className={classes.state} data-status={status}>
        {status === 'saved' && (
          <>
            <IconCheck {...ICON} /> Saved
          </>
        )}
        {status === 'dirty' && (
          <>
            <IconCircleDot {...ICON} /> {isHeld ? 'Not saved yet' : 'Edited'}
          </>
        )}
        {status === 'saving' && (
          <>
            <IconLoader2 {...ICON} className={classes.turning} /> Saving…
          </>
        )}
        {status === 'conflict' && (
          <>
            <IconAlertTriangle {...ICON} /> Conflict
          </>
        )}
        {status === 'failed' && (
          <>
            <IconAlertTriangle {...ICON} /> <span title={problem?.message}>Not saved</span>
          </>
        )}
      </span>
      {status === 'failed' && !isToldElsewhere(problem) && (
        <UnstyledButton className={classes.retry} onClick={onRetry}>
          Try again
        </UnstyledButton>
      )}
    </span>
  );
}
