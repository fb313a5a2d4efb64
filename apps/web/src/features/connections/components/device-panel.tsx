import type { Api, Environment } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconDevices, IconPlayerStop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Notice } from '../../../components/notice.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { connectionQueries } from '../../../lib/queries/connection-queries.ts';
import { useDeviceConnecting } from '../hooks/use-device-connecting.ts';
import classes from './connection-panel.module.css';
import { DeviceCode } from './device-code.tsx';

interface DevicePanelProps {
  apiId: string;
  environment: Environment;
  canEdit: boolean;
  /** Saves what is typed; null: it could not. */
  save: () => Promise<Api | null>;
}

/** Shows a code that somebody enters at the provider, on any device, and waits for it. */
export function DevicePanel({ apiId, environment, canEdit, save }: DevicePanelProps) {
  const { state, start, cancel } = useDeviceConnecting({ apiId, environmentId: environment.id, save });
  const { data: connection } = useQuery(connectionQueries.detail(apiId, environment.id));
  if (!canEdit) return null;
  const isUnderWay = state.status === 'asking' || state.status === 'waiting';
  return (
    <>
      {state.status === 'waiting' && <DeviceCode code={state.code} trouble={state.trouble} />}
      <div className={classes.actions}>
        {isUnderWay ? (
          <Button size="xs" variant="default" leftSection={<IconPlayerStop size={14} aria-hidden />} onClick={cancel}>
            Cancel connecting
          </Button>
        ) : (
          <Button size="xs" leftSection={<IconDevices size={14} aria-hidden />} onClick={start}>
            {connection?.connectedAt != null ? 'Reconnect' : 'Connect'}
          </Button>
        )}
      </div>
      <p className="jf-visually-hidden" role="status">
        {state.status === 'asking' && 'Asking the provider for a code.'}
        {state.status === 'waiting' && `The code is ${state.code.userCode}. Enter it at the provider.`}
      </p>
      {state.status === 'ended' && (
        <Notice kind={state.end.isConnected ? 'success' : 'error'} title={state.end.message}>
          {state.end.hint !== '' && <p>{state.end.hint}</p>}
        </Notice>
      )}
      {state.status === 'broken' && <ProblemNotice error={state.error} />}
    </>
  );
}
