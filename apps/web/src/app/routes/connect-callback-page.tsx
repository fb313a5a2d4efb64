import { finishConnecting } from '@jackfield/contracts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { Notice } from '../../components/notice.tsx';
import { Door } from '../../features/session/components/door.tsx';
import { callEndpoint } from '../../lib/call-endpoint.ts';

/** Where a provider sends somebody back to. What it sent along is used once, and leaves the address at once. */
export function ConnectCallbackPage() {
  const [parameters] = useState(() => window.location.search);
  useEffect(() => window.history.replaceState(null, '', window.location.pathname), []);
  const finished = useQuery({
    queryKey: ['connecting', parameters],
    queryFn: () => callEndpoint(finishConnecting, { body: { parameters } }),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  const { data } = finished;
  if (finished.error !== null) {
    return (
      <Door title="Not connected" lead="The answer of the provider could not be taken.">
        <ErrorState error={finished.error} onRetry={() => void finished.refetch()} />
      </Door>
    );
  }
  if (data === undefined)
    return (
      <Door title="Connecting…" lead="One moment.">
        {null}
      </Door>
    );
  return (
    <Door title={data.isConnected ? 'Connected' : 'Not connected'} lead="You can close this window.">
      <Notice kind={data.isConnected ? 'success' : 'error'} title={data.message}>
        {data.account !== null && <p>Signed in as {data.account}.</p>}
        {data.hint !== '' && <p>{data.hint}</p>}
      </Notice>
    </Door>
  );
}
