import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense, useEffect } from 'react';
import { preloadCodeEditor } from '../../components/code-editor/code-editor.tsx';
import { PanelBoundary } from '../../components/panel-boundary.tsx';
import { FormSkeleton } from '../../components/skeletons.tsx';
import { apiQueries } from '../../lib/queries/api-queries.ts';
import { callQueries } from '../../lib/queries/call-queries.ts';
import { valueQueries } from '../../lib/queries/value-queries.ts';
import classes from './call-page.module.css';
import { CallWorkbench } from './call-workbench.tsx';
import { useEnvironment } from './use-environment.ts';

export function CallPage() {
  const { callId } = useParams({ from: '/signed-in/projects/$projectId/calls/$callId' });
  useEffect(preloadWhenIdle, []);
  return (
    <PanelBoundary key={callId}>
      <Suspense
        fallback={
          <div className={classes.loading}>
            <FormSkeleton />
          </div>
        }
      >
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

/** The code editor is most of what a call needs, so it comes while nothing else happens. */
function preloadWhenIdle(): () => void {
  const timer = setTimeout(preloadCodeEditor, 2_000);
  return () => clearTimeout(timer);
}
