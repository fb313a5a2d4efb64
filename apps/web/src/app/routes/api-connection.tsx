import { isPerEndUser } from '@jackfield/connector';
import type { Environment, Project } from '@jackfield/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { type ComponentProps, useEffect } from 'react';
import type { ApiView } from '../../features/apis/components/api-view.tsx';
import { ConnectionPanel } from '../../features/connections/components/connection-panel.tsx';
import { ConsentPanel } from '../../features/connections/components/consent-panel.tsx';
import { DevicePanel } from '../../features/connections/components/device-panel.tsx';
import { EndUsersPanel } from '../../features/connections/components/end-users-panel.tsx';
import { AuthenticationResult } from '../../features/initialize/components/authentication-result.tsx';
import { useAuthenticationTest } from '../../features/initialize/hooks/use-initialization.ts';
import { maySetSecrets } from '../../lib/may.ts';
import { connectionQueries } from '../../lib/queries/connection-queries.ts';

type Given = Parameters<ComponentProps<typeof ApiView>['connection']>[0];

interface ApiConnectionProps extends Given {
  project: Project;
  environment: Environment;
  apiId: string;
}

/** How an API stands with whom it asks for tokens, and the token step tried by itself. */
export function ApiConnection({ project, environment, apiId, document, save, fill }: ApiConnectionProps) {
  const test = useAuthenticationTest(apiId);
  const queryClient = useQueryClient();
  const isDone = test.run.status === 'done';
  useEffect(() => {
    if (isDone) void queryClient.invalidateQueries({ queryKey: connectionQueries.all });
  }, [isDone, queryClient]);
  const start = async () => {
    const saved = await save();
    if (saved !== null) test.start({ environmentId: environment.id, version: saved.version });
    else test.fail('What you typed could not be saved, so nothing was sent. See the top right for why.');
  };
  const canEdit = maySetSecrets(project.role, environment);
  const { auth } = document;
  const shared = { apiId, environment, canEdit, save };
  const consent = (endUser: ComponentProps<typeof ConsentPanel>['endUser']) => (
    <ConsentPanel
      {...shared}
      issuer={auth.byEnvironment[environment.id]?.issuer ?? ''}
      onDiscovered={fill}
      endUser={endUser}
    />
  );
  if (isPerEndUser(auth)) {
    return (
      <EndUsersPanel
        apiId={apiId}
        environment={environment}
        canEdit={canEdit}
        consent={(user, onSent) => consent({ user, onSent })}
      />
    );
  }
  const consentOf = () => {
    if (auth.kind === 'oauth2-device') return <DevicePanel {...shared} />;
    return auth.kind === 'oauth2-code' && consent(null);
  };
  return (
    <ConnectionPanel
      apiId={apiId}
      environment={environment}
      canEdit={canEdit}
      isTesting={test.run.status === 'running'}
      onTest={() => void start()}
      onCancel={test.cancel}
      result={test.run.status !== 'idle' && <AuthenticationResult run={test.run} />}
      consent={consentOf()}
    />
  );
}
