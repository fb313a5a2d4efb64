import type { ApiSummary, Project } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { ListSkeleton } from '../../../components/skeletons.tsx';
import { runQueries } from '../../../lib/queries/run-queries.ts';
import { callNames } from '../model/call-names.ts';
import { isFiltered, type RunSearch, toRunQuery } from '../model/run-search.ts';
import { RunLine } from './run-line.tsx';
import classes from './runs.module.css';

const LINE_PX = 48;
/** So many lines before the end, the next page is asked for. */
const AHEAD = 30;

interface RunsListProps {
  project: Project;
  apis: readonly ApiSummary[];
  search: RunSearch;
  now: number;
  onSearch: (change: Partial<RunSearch>) => void;
}

/** Newest first; more are fetched while one scrolls, and only lines in view are drawn. */
export function RunsList({ project, apis, search, now, onSearch }: RunsListProps) {
  const query = useInfiniteQuery(runQueries.list(project.id, toRunQuery(search, now)));
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = query;
  const runs = useMemo(() => data?.pages.flatMap((page) => page.runs) ?? [], [data]);
  const names = useMemo(() => callNames(apis), [apis]);
  const scroll = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: runs.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => LINE_PX,
    overscan: 10,
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= runs.length - AHEAD && hasNextPage && !isFetchingNextPage && error === null) void fetchNextPage();
  }, [last, runs.length, hasNextPage, isFetchingNextPage, error, fetchNextPage]);

  if (data === undefined) {
    return error === null ? <ListSkeleton rows={8} height={32} /> : <ErrorState error={error} onRetry={refetch} />;
  }
  if (runs.length === 0) return <NoRuns search={search} onSearch={onSearch} />;
  const chosen = runs.findIndex(({ id }) => id === search.run);
  const choose = (index: number) => {
    const run = runs[Math.min(runs.length - 1, Math.max(0, index))];
    if (run === undefined) return;
    onSearch({ run: run.id });
    virtualizer.scrollToIndex(runs.indexOf(run));
    // Drawn once it is in view.
    requestAnimationFrame(() => scroll.current?.querySelector<HTMLElement>(`[data-run="${run.id}"]`)?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const targets: Record<string, number> = {
      ArrowDown: chosen + 1,
      ArrowUp: chosen - 1,
      Home: 0,
      End: runs.length - 1,
    };
    const target = targets[event.key];
    if (target === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(target);
  };
  return (
    <div className={classes.list} ref={scroll}>
      <ul aria-label="Runs" style={{ height: virtualizer.getTotalSize() }} onKeyDown={onKeyDown}>
        {items.map(({ index, start }) => {
          const run = runs[index];
          if (run === undefined) return null;
          return (
            <li
              key={run.id}
              aria-setsize={hasNextPage ? -1 : runs.length}
              aria-posinset={index + 1}
              style={{ height: LINE_PX, transform: `translateY(${start}px)` }}
            >
              <RunLine
                run={run}
                name={names.get(run.callId) ?? 'A deleted call'}
                environment={project.environments.find(({ id }) => id === run.environmentId)?.name ?? 'deleted'}
                isChosen={index === chosen}
                onChoose={() => onSearch({ run: run.id })}
              />
            </li>
          );
        })}
      </ul>
      {error !== null && <ErrorState error={error} onRetry={() => void fetchNextPage()} />}
    </div>
  );
}

function NoRuns({ search, onSearch }: Pick<RunsListProps, 'search' | 'onSearch'>) {
  const icon = <IconHistory size={20} stroke={1.5} />;
  if (isFiltered(search)) {
    return (
      <EmptyState icon={icon} title="No run is like that">
        None of the runs of this time passes the filters. Choose a longer time, or clear a filter.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={icon}
      title="Nothing ran in this time"
      action={
        search.range === '30d' ? undefined : (
          <Button variant="default" onClick={() => onSearch({ range: '30d' })}>
            Look at the last 30 days
          </Button>
        )
      }
    >
      Initialize a call, run one from Data sources or Actions, or call the run API: each run is listed here.
    </EmptyState>
  );
}
