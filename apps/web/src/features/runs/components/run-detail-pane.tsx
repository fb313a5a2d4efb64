import type { Project, RunDetail } from '@jackfield/contracts';
import { Tabs } from '@mantine/core';
import { IconPointer } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { EmptyState } from '../../../components/empty-state.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Notice } from '../../../components/notice.tsx';
import tabs from '../../../components/pane-tabs.module.css';
import { HeadersView } from '../../../components/request-view/headers-view.tsx';
import { RequestView } from '../../../components/request-view/request-view.tsx';
import { RunErrorView } from '../../../components/run-error/run-error-view.tsx';
import { ListSkeleton } from '../../../components/skeletons.tsx';
import { TimingView } from '../../../components/timing-view/timing-view.tsx';
import { byteWords, durationWords } from '../../../lib/figures.ts';
import { formatExact } from '../../../lib/format-time.ts';
import { runQueries } from '../../../lib/queries/run-queries.ts';
import { byWords, timeWords } from '../model/run-words.ts';
import { mayReadKept } from '../model/who-may.ts';
import { KeptBody, KeptInputs } from './kept-views.tsx';
import { ReplayButton } from './replay-button.tsx';
import { RunResult } from './run-line.tsx';
import classes from './runs.module.css';

interface RunDetailPaneProps {
  project: Project;
  runId: string | null;
  /** Gets the id of the new run. */
  onReplayed: (runId: string) => void;
}

/** One run as the response pane shows one: what came back, what was sent, with what, and how long each step took. */
export function RunDetailPane({ project, runId, onReplayed }: RunDetailPaneProps) {
  if (runId === null) {
    return (
      <EmptyState icon={<IconPointer size={20} stroke={1.5} />} title="Choose a run">
        What it sent and got is shown here.
      </EmptyState>
    );
  }
  return <LoadedRun key={runId} {...{ project, runId, onReplayed }} />;
}

const TABS = [
  ['response', 'Response'],
  ['request', 'Request'],
  ['inputs', 'Inputs'],
  ['timing', 'Timing'],
] as const;

function LoadedRun({ project, runId, onReplayed }: RunDetailPaneProps & { runId: string }) {
  const { data: run, error, refetch } = useQuery(runQueries.detail(project.id, runId));
  const [tab, setTab] = useState<string | null>('response');
  if (run === undefined) {
    return error === null ? <ListSkeleton rows={5} /> : <ErrorState error={error} onRetry={() => void refetch()} />;
  }
  const environment = project.environments.find(({ id }) => id === run.environmentId);
  return (
    <div className={classes.detail}>
      <div className={classes.detailHead}>
        <p className={classes.detailStatus} role="status">
          <RunResult run={run} />
          <span className={classes.number}>
            {durationWords(run.timing.totalMs)}
            {run.status !== null && ` · ${byteWords(run.sizeBytes)}`}
            {run.attempts > 1 && ` · ${run.attempts} tries`}
          </span>
        </p>
        <ReplayButton {...{ project, run, environment, onReplayed }} />
      </div>
      <p className={classes.detailWords}>
        <time dateTime={run.startedAt} title={formatExact(run.startedAt)}>
          {timeWords(run.startedAt)}
        </time>
        {` · ${byWords(run)} · ${environment?.name ?? 'a deleted environment'}`}
        {run.as !== null && ` · as ${run.as}`}
        {' · '}
        <Link to="/projects/$projectId/calls/$callId" params={{ projectId: project.id, callId: run.callId }}>
          Open the call
        </Link>
        {run.replayOf !== null && (
          <>
            {' · '}
            <Link to="." search={(before) => ({ ...before, run: run.replayOf ?? undefined })}>
              Repeats another run
            </Link>
          </>
        )}
      </p>
      <Tabs
        className={classes.tabs ?? ''}
        classNames={{ list: tabs.list ?? '', tab: tabs.tab ?? '', panel: classes.panel ?? '' }}
        value={tab}
        onChange={setTab}
        keepMounted={false}
      >
        <Tabs.List aria-label="Views of the run">
          {TABS.map(([value, label]) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="response" tabIndex={0}>
          <ResponseTab project={project} run={run} mayRead={mayReadKept(project.role, environment)} />
        </Tabs.Panel>
        <Tabs.Panel value="request">
          {run.request === null ? (
            <p className={classes.remark}>Nothing was sent.</p>
          ) : (
            <RequestView request={run.request} lead="As it was sent; what is secret stands as its name." />
          )}
          <KeptBody
            {...{ project, run }}
            mayRead={mayReadKept(project.role, environment)}
            of="request"
            label="Body of the request"
          />
        </Tabs.Panel>
        <Tabs.Panel value="inputs">
          <KeptInputs {...{ project, run }} mayRead={mayReadKept(project.role, environment)} />
        </Tabs.Panel>
        <Tabs.Panel value="timing">
          <TimingView timing={run.timing} attempts={run.attempts} />
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

function ResponseTab({ project, run, mayRead }: { project: Project; run: RunDetail; mayRead: boolean }) {
  return (
    <>
      {run.error !== null && <RunErrorView error={run.error} />}
      {run.warnings.map((warning) => (
        <div key={warning} className={classes.notice}>
          <Notice kind="warning">
            <p>{warning}</p>
          </Notice>
        </div>
      ))}
      {run.status !== null && (
        <>
          <HeadersView headers={Object.entries(run.headers)} label="Headers of the response" />
          <KeptBody {...{ project, run, mayRead }} of="response" label="Body of the response" />
        </>
      )}
    </>
  );
}
