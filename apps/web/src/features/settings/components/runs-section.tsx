import {
  type Project,
  RUN_DAYS_KEPT_MAX,
  RUNS_KEPT_MAX,
  type RunSettings,
  type RunSettingsAnswer,
  saveRunSettings,
} from '@jackfield/contracts';
import { Button, Checkbox, NumberInput, Progress } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ErrorState } from '../../../components/error-state.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { FormSkeleton } from '../../../components/skeletons.tsx';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { runQueries } from '../../../lib/queries/run-queries.ts';
import classes from './settings.module.css';

const PROGRESS_MS = 1_000;

/** How long records of runs are kept, how many, and whether with their bodies. */
export function RunsSection({ project }: { project: Project }) {
  const { data, error, refetch } = useQuery({
    ...runQueries.settings(project.id),
    refetchInterval: ({ state }) => (state.data?.cleanUp == null ? false : PROGRESS_MS),
  });
  return (
    <section className={classes.section} aria-labelledby="runs">
      <h2 id="runs" className={classes.sectionTitle}>
        Runs
      </h2>
      <p className={classes.sectionLead}>
        Every run is recorded with its request, secrets as their names. Inputs are kept encrypted, so that it can be run
        again; sensitive ones never are.
      </p>
      {data === undefined && error === null && <FormSkeleton fields={3} />}
      {data === undefined && error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <RunSettingsForm key={data.version} project={project} standing={data} />}
    </section>
  );
}

function RunSettingsForm({ project, standing }: { project: Project; standing: RunSettingsAnswer }) {
  const queries = useQueryClient();
  const [settings, setSettings] = useState<RunSettings>({
    runDaysKept: standing.runDaysKept,
    runsKeptMax: standing.runsKeptMax,
    keepsBodies: standing.keepsBodies,
  });
  const save = useMutation({
    mutationFn: () =>
      callEndpoint(saveRunSettings, {
        params: { projectId: project.id },
        body: { ...settings, version: standing.version },
      }),
    onSuccess: async (answer) => {
      queries.setQueryData(runQueries.settings(project.id).queryKey, answer);
      // Its version counts these changes too.
      await queries.invalidateQueries({ queryKey: projectQueries.detail(project.id).queryKey });
    },
  });
  const mayEdit = project.role === 'owner' || project.role === 'admin';
  const isChanged =
    settings.runDaysKept !== standing.runDaysKept ||
    settings.runsKeptMax !== standing.runsKeptMax ||
    settings.keepsBodies !== standing.keepsBodies;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  const { cleanUp } = standing;
  return (
    <form onSubmit={submit} className={classes.runsForm}>
      <ProblemNotice error={save.error} />
      <NumberInput
        label="Days"
        description="Older records are deleted."
        min={1}
        max={RUN_DAYS_KEPT_MAX}
        allowDecimal={false}
        clampBehavior="blur"
        disabled={!mayEdit}
        value={settings.runDaysKept}
        onChange={(value) => typeof value === 'number' && setSettings({ ...settings, runDaysKept: value })}
      />
      <NumberInput
        label="Runs at most"
        description="Of more, the oldest are deleted."
        min={0}
        max={RUNS_KEPT_MAX}
        allowDecimal={false}
        clampBehavior="blur"
        thousandSeparator=" "
        disabled={!mayEdit}
        value={settings.runsKeptMax}
        onChange={(value) => typeof value === 'number' && setSettings({ ...settings, runsKeptMax: value })}
      />
      <Checkbox
        label="Keep bodies too"
        description="Of requests and responses that are text, up to 256 kB each, encrypted and masked. For those who may run the call."
        disabled={!mayEdit}
        checked={settings.keepsBodies}
        onChange={(event) => setSettings({ ...settings, keepsBodies: event.currentTarget.checked })}
      />
      <div className={classes.runsLine}>
        {mayEdit && (
          <Button type="submit" loading={save.isPending} disabled={!isChanged}>
            Save
          </Button>
        )}
        <span className={classes.quiet} role="status">
          {cleanUp === null
            ? `${standing.recorded.toLocaleString()} runs are recorded now.`
            : `Deleting: ${cleanUp.deleted.toLocaleString()} of ${cleanUp.total.toLocaleString()}`}
        </span>
      </div>
      {cleanUp !== null && (
        <Progress value={(cleanUp.deleted / cleanUp.total) * 100} aria-label="Deletion of old records" />
      )}
    </form>
  );
}
