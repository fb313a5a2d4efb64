import { useParams } from '@tanstack/react-router';
import { PanelBoundary } from '../../components/panel-boundary.tsx';
import { ApiView } from '../../features/apis/components/api-view.tsx';
import { ApiCalls } from '../../features/projects/components/api-calls.tsx';
import { ApiConnection } from './api-connection.tsx';
import { useEnvironment } from './use-environment.ts';

export function ApiPage() {
  const { apiId } = useParams({ from: '/signed-in/projects/$projectId/apis/$apiId' });
  const { project, environment } = useEnvironment();
  return (
    <PanelBoundary key={apiId}>
      <ApiView
        project={project}
        environment={environment}
        apiId={apiId}
        calls={<ApiCalls project={project} apiId={apiId} />}
        connection={(given) => <ApiConnection key={environment.id} {...{ project, environment, apiId }} {...given} />}
      />
    </PanelBoundary>
  );
}
