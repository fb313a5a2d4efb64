import type { Environment, Project } from '@jackfield/contracts';
import { useQuery } from '@tanstack/react-query';
import type { ComponentProps, ReactNode } from 'react';
import { ErrorState } from '../../../components/error-state.tsx';
import { FormSkeleton } from '../../../components/skeletons.tsx';
import { apiQueries } from '../../../lib/queries/api-queries.ts';
import { valueQueries } from '../../../lib/queries/value-queries.ts';
import { ApiEditor } from './api-editor.tsx';
import classes from './api-page.module.css';

interface ApiViewProps {
  project: Project;
  environment: Environment;
  apiId: string;
  /** The list of its calls. */
  calls: ReactNode;
  connection: ComponentProps<typeof ApiEditor>['connection'];
}

/** One API's page: loads it and what it refers to. */
export function ApiView({ project, environment, apiId, calls, connection }: ApiViewProps) {
  const api = useQuery(apiQueries.detail(apiId));
  const values = useQuery(valueQueries.list(project.id));
  const error = api.error ?? values.error;
  if (api.data !== undefined && values.data !== undefined) {
    return (
      <ApiEditor
        key={apiId}
        project={project}
        environment={environment}
        api={api.data}
        values={values.data}
        calls={calls}
        connection={connection}
      />
    );
  }
  return (
    <div className={classes.page}>
      {error === null ? (
        <FormSkeleton fields={6} />
      ) : (
        <ErrorState
          error={error}
          onRetry={() => {
            void api.refetch();
            void values.refetch();
          }}
        />
      )}
    </div>
  );
}
