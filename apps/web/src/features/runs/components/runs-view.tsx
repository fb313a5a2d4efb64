import type { ApiSummary, Project } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { PageHeader } from '../../../components/page-header.tsx';
import { SplitPanes } from '../../../components/split-panes/split-panes.tsx';
import type { RunSearch } from '../model/run-search.ts';
import { RunDetailPane } from './run-detail-pane.tsx';
import classes from './runs.module.css';
import { RunsCharts } from './runs-charts.tsx';
import { RunsFilters } from './runs-filters.tsx';
import { RunsList } from './runs-list.tsx';

interface RunsViewProps {
  project: Project;
  apis: readonly ApiSummary[];
  search: RunSearch;
  onSearch: (change: Partial<RunSearch>) => void;
}

/** What ran: how many and how long, each run, and what one of them sent and got. */
export function RunsView({ project, apis, search, onSearch }: RunsViewProps) {
  // The list and the charts look back from here.
  const [now, setNow] = useState(() => Date.now());
  return (
    <div className={classes.page}>
      <div className={classes.top}>
        <PageHeader
          title="Runs"
          lead="Every run of the project’s calls: through the run API, by hand, and to learn a shape."
          actions={
            <Button
              variant="default"
              size="xs"
              leftSection={<IconRefresh size={14} aria-hidden />}
              onClick={() => setNow(Date.now())}
            >
              Refresh
            </Button>
          }
        />
        <RunsFilters project={project} apis={apis} search={search} onSearch={onSearch} />
        <RunsCharts key={now} project={project} search={search} />
      </div>
      <div className={classes.panes}>
        <SplitPanes
          name="runs"
          firstLabel="List of runs"
          secondLabel="One run"
          first={<RunsList {...{ project, apis, search, now, onSearch }} />}
          second={
            <RunDetailPane
              project={project}
              runId={search.run ?? null}
              onReplayed={(run) => {
                setNow(Date.now());
                onSearch({ run });
              }}
            />
          }
        />
      </div>
    </div>
  );
}
