import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { prefetchCodeEditor } from '../../components/code-editor/prefetch-code-editor.ts';
import { PanelBoundary } from '../../components/panel-boundary.tsx';
import { apiQueries } from '../../lib/queries/api-queries.ts';
import { callQueries } from '../../lib/queries/call-queries.ts';
import { valueQueries } from '../../lib/queries/value-queries.ts';
import { CallSkeleton } from './call-skeleton.tsx';
import { CallWorkbench } from './call-workbench.tsx';
import { useEnvironment } from './use-environment.ts';

export function CallPage() {
  const { callId } = useParams({ from: '/signed-in/projects/$projectId/calls/$callId' });
  useEffect(prefetchCodeEditor, []);
  return (
    <PanelBoundary key={callId}>
      <Suspense fallback={<CallSkeleton />}>
        <LoadedCall callId={callId} />
      </Suspense>
    </PanelBoundary>
  );
}

function LoadedCall({ callId }: { callId: string }) {
  const { project, environment } = useEnvironment();
  const { data: call } = useSuspenseQuery(callQueries.detail(callId));
  const { data: api } = useSuspenseQuery(apiQueries.detail(call.apiId));
  const { data: values } = useSuspenseQuery(valueQueries.list(project.id));
  return <CallWorkbench project={project} environment={environment} call={call} api={api} values={values} />;
}
