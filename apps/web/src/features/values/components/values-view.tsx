import type { ApiSummary, Project } from '@jackfield/contracts';
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { FormSkeleton } from '../../../components/skeletons.tsx';
import { valueQueries } from '../../../lib/queries/value-queries.ts';
import { groupUses } from '../model/value-uses.ts';
import { OwnedSecrets } from './owned-secrets.tsx';
import { SecretsSection } from './secrets-section.tsx';
import classes from './values.module.css';
import { VariablesSection } from './variables-section.tsx';

/** Fewer names than this are seen at once. */
const FILTER_FROM = 8;

interface ValuesViewProps {
  project: Project;
  apis: readonly ApiSummary[];
}

/** The named values of a project, one per environment; a missing one never falls back to another's. */
export function ValuesView({ project, apis }: ValuesViewProps) {
  const { data, error, refetch } = useQuery(valueQueries.list(project.id));
  // Without it everything can still be read and set.
  const { data: allUses } = useQuery(valueQueries.uses(project.id));
  const uses = useMemo(() => groupUses(allUses ?? []), [allUses]);
  const [filter, setFilter] = useState('');
  const isShown = (name: string) => name.toLowerCase().includes(filter.trim().toLowerCase());
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
          {data.variables.length + data.secrets.length > FILTER_FROM && (
            <TextInput
              size="xs"
              type="search"
              mb="lg"
              maw={320}
              placeholder="Filter"
              aria-label="Filter names"
              leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
              value={filter}
              onChange={(event) => setFilter(event.currentTarget.value)}
            />
          )}
          <VariablesSection
            {...{ projectId, environments, uses, takenNames: takenNames(data) }}
            variables={data.variables.filter(({ name }) => isShown(name))}
            canEdit={role !== 'viewer'}
          />
          <SecretsSection
            {...{ projectId, environments, role, uses, takenNames: takenNames(data) }}
            secrets={data.secrets.filter(({ owner, slot }) => owner.type !== 'project' || isShown(slot))}
          />
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
