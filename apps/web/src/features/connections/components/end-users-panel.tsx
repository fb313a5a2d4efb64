import { clearEndUser, type EndUsers, type Environment } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { EndUserField } from '../../../components/end-user-field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { Tag } from '../../../components/tag.tsx';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { connectionQueries } from '../../../lib/queries/connection-queries.ts';
import { useEndUser } from '../../../lib/use-end-user.ts';
import { endUsersWords, healthOf } from '../model/health-words.ts';
import classes from './connection-panel.module.css';
import { Instant } from './instant.tsx';

const POLL_MS = 1_500;

interface EndUsersPanelProps {
  apiId: string;
  environment: Environment;
  canEdit: boolean;
  /** Connects the user who is named, in this browser. */
  consent: (user: string, onSent: () => void) => ReactNode;
}

/** Who has connected an API in one environment, where each end user has their own connection. */
export function EndUsersPanel({ apiId, environment, canEdit, consent }: EndUsersPanelProps) {
  const [user, setUser] = useEndUser(apiId, environment.id);
  const [sent, setSent] = useState<{ user: string; at: number } | null>(null);
  const { data, error } = useQuery({
    ...connectionQueries.endUsers(apiId, environment.id),
    refetchInterval: ({ state }) => (sent === null || isBack(state.data, sent) ? false : POLL_MS),
  });
  const count = data?.count ?? 0;
  return (
    <section className={classes.panel} aria-label={`End users, ${environment.name}`}>
      <div className={classes.head}>
        <h3 className={classes.title}>
          End users in {environment.name} <Tag color={count === 0 ? 'grey' : 'green'}>{endUsersWords(count)}</Tag>
        </h3>
      </div>
      <p className={classes.text}>
        Your app makes each of them a link to connect with, by the run API, and names them in each run:{' '}
        <code>user=…</code>
      </p>
      {data !== undefined && data.users.length > 0 && (
        <UserList apiId={apiId} environment={environment} users={data.users} canEdit={canEdit} />
      )}
      {canEdit && <EndUserField apiId={apiId} environmentId={environment.id} user={user} onChange={setUser} />}
      {consent(user, () => setSent({ user, at: Date.now() }))}
      <ProblemNotice error={error} />
    </section>
  );
}

function isBack(told: EndUsers | undefined, sent: { user: string; at: number }): boolean {
  const triedAt = told?.users.find(({ user }) => user === sent.user)?.triedAt ?? null;
  return triedAt !== null && Date.parse(triedAt) >= sent.at;
}

interface UserListProps {
  apiId: string;
  environment: Environment;
  users: EndUsers['users'];
  canEdit: boolean;
}

function UserList({ apiId, environment, users, canEdit }: UserListProps) {
  const queryClient = useQueryClient();
  const clear = useMutation({
    mutationFn: (user: string) =>
      callEndpoint(clearEndUser, { params: { apiId, environmentId: environment.id }, query: { user } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: connectionQueries.all }),
  });
  return (
    <>
      <ul className={classes.users} aria-label="End users">
        {users.map(({ user, state, connectedAt, failure }) => (
          <li key={user}>
            <span className={classes.user} title={user}>
              {user}
            </span>
            <Tag color={healthOf(state).color}>{healthOf(state).label}</Tag>
            <span className={classes.since}>
              {connectedAt === null ? 'not connected' : <Instant instant={connectedAt} />}
              {failure !== null && `: ${failure}`}
            </span>
            {canEdit && (
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                aria-label={`Clear the connection of ${user}`}
                loading={clear.isPending && clear.variables === user}
                onClick={() => clear.mutate(user)}
              >
                Clear
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ProblemNotice error={clear.error} />
    </>
  );
}
