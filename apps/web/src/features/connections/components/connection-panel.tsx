import { type Connection, clearConnection, type Environment } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Tag } from '../../../components/tag.tsx';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { connectionQueries } from '../../../lib/queries/connection-queries.ts';
import { healthOf } from '../model/health-words.ts';
import classes from './connection-panel.module.css';
import { Instant } from './instant.tsx';

interface ConnectionPanelProps {
  apiId: string;
  environment: Environment;
  canEdit: boolean;
  isTesting: boolean;
  onTest: () => void;
  onCancel: () => void;
  /** Of the last test. */
  result: ReactNode;
  /** What somebody has to do before there is a token; false where nobody has to. */
  consent: ReactNode;
}

/** How an API stands with its provider in one environment, and what can be done about it. */
export function ConnectionPanel(props: ConnectionPanelProps) {
  const { apiId, environment, canEdit, isTesting, onTest, onCancel, result, consent } = props;
  const connection = useQuery(connectionQueries.detail(apiId, environment.id));
  const queryClient = useQueryClient();
  const clear = useMutation({
    mutationFn: () => callEndpoint(clearConnection, { params: { apiId, environmentId: environment.id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: connectionQueries.all }),
  });
  const state = connection.data?.state ?? 'none';
  const health = healthOf(state);
  return (
    <section className={classes.panel} aria-label={`Token, ${environment.name}`}>
      <div className={classes.head}>
        <h3 className={classes.title}>
          Token in {environment.name} <Tag color={health.color}>{health.label}</Tag>
        </h3>
        {canEdit && (
          <div className={classes.actions}>
            {isTesting ? (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlayerStop size={14} aria-hidden />}
                onClick={onCancel}
              >
                Cancel
              </Button>
            ) : (
              <Button
                size="xs"
                variant="default"
                leftSection={<IconPlayerPlay size={14} aria-hidden />}
                onClick={onTest}
              >
                {state === 'none' ? 'Test authentication' : 'Test authentication, refresh'}
              </Button>
            )}
            {state !== 'none' && (
              <Button size="xs" variant="subtle" color="gray" loading={clear.isPending} onClick={() => clear.mutate()}>
                Clear
              </Button>
            )}
          </div>
        )}
      </div>
      {connection.data !== undefined && <Facts connection={connection.data} />}
      {consent}
      <ProblemNotice error={connection.error ?? clear.error} />
      {result}
    </section>
  );
}

function Facts({ connection }: { connection: Connection }) {
  const { state, validUntil, refreshedAt, triedAt, failure, note, scopes, account, connectedBy, connectedAt } =
    connection;
  if (state === 'none') return null;
  return (
    <dl className={classes.facts}>
      {connectedAt !== null && (
        <>
          <dt>Connected</dt>
          <dd>
            <Instant instant={connectedAt} /> by {connectedBy}
            {account !== null && <>, as {account}</>}
          </dd>
        </>
      )}
      {refreshedAt !== null && (
        <>
          <dt>Valid until</dt>
          <dd>{validUntil === null ? 'it is refused: the provider did not say' : <Instant instant={validUntil} />}</dd>
          <dt>Last refresh</dt>
          <dd>
            <Instant instant={refreshedAt} />
            {note !== null && <> · {note}</>}
          </dd>
        </>
      )}
      {failure !== null && triedAt !== null && (
        <>
          <dt>Last try</dt>
          <dd>
            <Instant instant={triedAt} />: {failure}
          </dd>
        </>
      )}
      {scopes !== null && scopes !== '' && (
        <>
          <dt>Scopes granted</dt>
          <dd className="jf-mono">{scopes}</dd>
        </>
      )}
    </dl>
  );
}
