import type { Session } from '@jackfield/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react';
import { getConnection, reportConnection, subscribeConnection } from '../lib/connection.ts';
import { sessionQueries } from '../lib/queries/session-queries.ts';

const SessionDialog = lazy(async () => {
  const { SessionDialog } = await import('./session-dialog.tsx');
  return { default: SessionDialog };
});

/** Asks whoever was signed in to sign in again; who never was is led to the sign-in page. */
export function SessionWatch({ onNobody }: { onNobody(): void }) {
  const queryClient = useQueryClient();
  const isSignedOut = useSyncExternalStore(subscribeConnection, getConnection) === 'signed-out';
  const { queryKey } = sessionQueries.current();
  const user = queryClient.getQueryData(queryKey)?.user ?? null;
  useEffect(() => {
    if (!isSignedOut || user !== null) return;
    reportConnection('signed-in');
    onNobody();
  }, [isSignedOut, user, onNobody]);
  if (!isSignedOut || user === null) return null;
  const goOn = (session: Session) => {
    // Somebody else sees nothing of what the page holds.
    if (session.user?.id !== user.id) return window.location.assign('/');
    queryClient.setQueryData(queryKey, session);
    reportConnection('signed-in');
  };
  return (
    <Suspense>
      <SessionDialog email={user.email} onSignedIn={goOn} onLeave={() => window.location.assign('/sign-in')} />
    </Suspense>
  );
}
