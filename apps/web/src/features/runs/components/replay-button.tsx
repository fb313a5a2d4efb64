import type { Environment, Project, RunDetail } from '@jackfield/contracts';
import { Button, Tooltip } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useState } from 'react';
import { replayRefusal } from '../model/who-may.ts';
import { ReplayDialog } from './replay-dialog.tsx';

interface ReplayButtonProps {
  project: Project;
  run: RunDetail;
  environment: Environment | undefined;
  onReplayed: (runId: string) => void;
}

export function ReplayButton({ project, run, environment, onReplayed }: ReplayButtonProps) {
  const [isAsking, setIsAsking] = useState(false);
  const refusal = replayRefusal(project.role, environment, run.as);
  return (
    <>
      <Tooltip label={refusal} disabled={refusal === null}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRepeat size={14} aria-hidden />}
          data-disabled={refusal !== null || undefined}
          aria-disabled={refusal !== null || undefined}
          aria-description={refusal ?? undefined}
          onClick={() => refusal === null && setIsAsking(true)}
        >
          Run again
        </Button>
      </Tooltip>
      {isAsking && environment !== undefined && (
        <ReplayDialog
          {...{ project, run, environment }}
          onClose={() => setIsAsking(false)}
          onDone={(runId) => {
            setIsAsking(false);
            onReplayed(runId);
          }}
        />
      )}
    </>
  );
}
