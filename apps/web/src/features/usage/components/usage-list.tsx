import type { ApiSummary, CallSummary, Environment, Project, UsageReason, UsedAs } from '@jackfield/contracts';
import { TextInput } from '@mantine/core';
import { IconBolt, IconDatabase, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { ListSkeleton } from '../../../components/skeletons.tsx';
import { usageQueries } from '../../../lib/queries/usage-queries.ts';
import { isUsedAs, USAGE_WORDS } from '../model/usage-words.ts';
import { UsageLine } from './usage-line.tsx';
import classes from './usage-list.module.css';

interface UsageListProps {
  project: Project;
  environment: Environment;
  apis: readonly ApiSummary[];
  as: UsedAs;
}

/** Every call that is used this way, what can be run at once first said, and why the rest cannot. */
export function UsageList({ project, environment, apis, as }: UsageListProps) {
  const [filter, setFilter] = useState('');
  const { data, error, refetch } = useQuery(usageQueries.list(project.id, environment.id));
  const reasons = useMemo(() => new Map(data?.map((each) => [each.callId, each.reasons])), [data]);
  const words = USAGE_WORDS[as];
  const all = apis
    .map((api) => ({ api, calls: api.calls.filter(({ useAs }) => isUsedAs(useAs, as)) }))
    .filter(({ calls }) => calls.length > 0);
  const shown = all
    .map(({ api, calls }) => ({ api, calls: calls.filter((call) => matches(api, call, filter)) }))
    .filter(({ calls }) => calls.length > 0);
  return (
    <div className={classes.page}>
      <PageHeader title={words.title} lead={words.lead} />
      {all.length === 0 && (
        <EmptyState
          icon={as === 'data' ? <IconDatabase size={20} stroke={1.5} /> : <IconBolt size={20} stroke={1.5} />}
          title={`No ${words.title.toLowerCase()} yet`}
        >
          {words.empty}
        </EmptyState>
      )}
      {all.length > 0 && (
        <TextInput
          size="xs"
          type="search"
          className={classes.search ?? ''}
          placeholder="Filter"
          aria-label={`Filter ${words.title.toLowerCase()}`}
          leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
      )}
      {all.length > 0 && error !== null && data === undefined && (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
      {all.length > 0 && error === null && data === undefined && <ListSkeleton rows={6} height={40} />}
      {data !== undefined &&
        shown.map(({ api, calls }) => (
          <section key={api.id} className={classes.api} aria-label={api.name}>
            <h2 className={classes.apiName}>{api.name}</h2>
            <ul className={classes.calls}>
              {calls.map((call) => (
                <UsageLine
                  key={call.id}
                  {...{ project, environment, api, call, as }}
                  reasons={reasons.get(call.id) ?? NOTHING}
                />
              ))}
            </ul>
          </section>
        ))}
      {data !== undefined && all.length > 0 && shown.length === 0 && (
        <p className={classes.nothing} role="status">
          Nothing matches “{filter}”.
        </p>
      )}
    </div>
  );
}

const NOTHING: readonly UsageReason[] = [];

function matches(api: ApiSummary, call: CallSummary, filter: string): boolean {
  return `${api.name} - ${call.name}`.toLowerCase().includes(filter.trim().toLowerCase());
}
