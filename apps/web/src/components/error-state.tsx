import { Button } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { toApiProblem } from '../lib/api-problem.ts';
import classes from './states.module.css';

interface ErrorStateProps {
  error: unknown;
  onRetry?: (() => void) | undefined;
}

/** A view that could not be shown: what happened, one thing to try, and a way to try it. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const problem = toApiProblem(error);
  return (
    <div className={classes.state} role="alert">
      <IconAlertTriangle size={24} stroke={1.5} aria-hidden className={classes.errorIcon} />
      <p className={classes.title}>{problem.title}</p>
      {problem.detail !== null && <p className={classes.text}>{problem.detail}</p>}
      {onRetry !== undefined && (
        <Button variant="default" leftSection={<IconRefresh size={14} aria-hidden />} onClick={onRetry}>
          Try again
        </Button>
      )}
      {problem.requestId !== null && <p className={classes.small}>Request {problem.requestId}</p>}
    </div>
  );
}
