import type { ApiSummary, Project } from '@jackfield/contracts';
import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { FormSkeleton } from '../../../components/skeletons.tsx';
import { valueQueries } from '../../../lib/queries/value-queries.ts';
import { OwnedSecrets } from './owned-secrets.tsx';
import { SecretsSection } from './secrets-section.tsx';
import classes from './values.module.css';
import { VariablesSection } from './variables-section.tsx';

interface ValuesViewProps {
  project: Project;
  apis: readonly ApiSummary[];
}

/** The named values of a project, one per environment; a missing one never falls back to another's. */
export function ValuesView({ project, apis }: ValuesViewProps) {
  const { data, error, refetch } = useQuery(valueQueries.list(project.id));
  const { id: projectId, role } = project;
  const environments = project.environments.toSorted((a, b) => a.position - b.position);
  return (
    <div className={classes.page}>
      <PageHeader
        title="Secrets & variables"
        lead="Named values for addresses, rows and bodies. Each environment has its own; a missing one is an error, never another environment's."
      />
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <FormSkeleton fields={4} />}
      {data !== undefined && (
        <>
          <VariablesSection
            {...{ projectId, environments, takenNames: takenNames(data) }}
            variables={data.variables}
            canEdit={role !== 'viewer'}
          />
          <SecretsSection {...{ projectId, environments, role, takenNames: takenNames(data) }} secrets={data.secrets} />
          <OwnedSecrets {...{ projectId, apis, environments }} secrets={data.secrets} />
        </>
      )}
    </div>
  );
}

interface Named {
  variables: readonly { name: string }[];
  secrets: readonly { owner: { type: string }; slot: string }[];
}

function takenNames({ variables, secrets }: Named): string[] {
  const own = secrets.filter(({ owner }) => owner.type === 'project');
  return [...variables.map(({ name }) => name), ...own.map(({ slot }) => slot)];
}
