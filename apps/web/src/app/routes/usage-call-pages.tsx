import type { UsedAs } from '@jackfield/contracts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { PanelBoundary } from '../../components/panel-boundary.tsx';
import { UsageCall } from '../../features/usage/components/usage-call.tsx';
import { UsageCallSkeleton } from '../../features/usage/components/usage-call-skeleton.tsx';
import { apiQueries } from '../../lib/queries/api-queries.ts';
import { callQueries } from '../../lib/queries/call-queries.ts';
import { useEnvironment } from './use-environment.ts';

export function DataSourcePage() {
  const { callId } = useParams({ from: '/signed-in/projects/$projectId/data/$callId' });
  return <UsageCallPage callId={callId} as="data" />;
}

export function ActionPage() {
  const { callId } = useParams({ from: '/signed-in/projects/$projectId/actions/$callId' });
  return <UsageCallPage callId={callId} as="action" />;
}

function UsageCallPage({ callId, as }: { callId: string; as: UsedAs }) {
  return (
    <PanelBoundary key={callId}>
      <Suspense fallback={<UsageCallSkeleton />}>
        <LoadedCall callId={callId} as={as} />
      </Suspense>
    </PanelBoundary>
  );
}

function LoadedCall({ callId, as }: { callId: string; as: UsedAs }) {
  const { project, environment } = useEnvironment();
  const { data: call } = useSuspenseQuery(callQueries.detail(callId));
  const { data: api } = useSuspenseQuery(apiQueries.detail(call.apiId));
  // Another environment has other values, and another result.
  return <UsageCall key={environment.id} {...{ project, environment, api, call, as }} />;
}
