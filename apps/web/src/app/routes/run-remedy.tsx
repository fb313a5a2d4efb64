import type { DocumentIssue } from '@jackfield/connector';
import { Button } from '@mantine/core';
import type { ComponentProps } from 'react';
import { tabOf } from '../../features/call-editor/model/issues.ts';
import { ConfirmOrigin } from '../../features/initialize/components/confirm-origin.tsx';
import type { useCallAddress } from './use-call-address.ts';

interface RunRemedyProps extends Pick<ComponentProps<typeof ConfirmOrigin>, 'error' | 'where' | 'secrets'> {
  issues: readonly DocumentIssue[];
  show: ReturnType<typeof useCallAddress>['show'];
  /** What was in the way is gone. */
  onRetry: () => void;
}

/** The way out of a run that failed, where the page has one. */
export function RunRemedy({ error, issues, where, secrets, show, onRetry }: RunRemedyProps) {
  const lacksUser = error.detail.startsWith('user:');
  if (lacksUser || (error.kind === 'input' && issues.some((issue) => tabOf(issue) === 'inputs'))) {
    return (
      <Button variant="default" size="xs" w="fit-content" onClick={() => show({ tab: 'inputs' })}>
        Show the inputs
      </Button>
    );
  }
  return (
    <>
      <ConfirmOrigin {...{ error, where, secrets }} onConfirmed={onRetry} />
      {error.kind === 'config' && issues.length > 0 && (
        <Button variant="default" size="xs" w="fit-content" onClick={() => show({ view: 'preview' })}>
          See what is missing
        </Button>
      )}
    </>
  );
}
