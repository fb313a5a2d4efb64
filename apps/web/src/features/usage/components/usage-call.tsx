import { inputsOf, isPerEndUser } from '@jackfield/connector';
import type { Api, Call, Environment, OnError, Project, UsedAs } from '@jackfield/contracts';
import { IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { EndUserField } from '../../../components/end-user-field.tsx';
import { MethodBadge } from '../../../components/method-badge.tsx';
import { Notice } from '../../../components/notice.tsx';
import { usageQueries } from '../../../lib/queries/usage-queries.ts';
import { useDryRun } from '../../../lib/use-dry-run.ts';
import { useEndUser } from '../../../lib/use-end-user.ts';
import { useFormFiles } from '../hooks/use-form-files.ts';
import { useFormValues } from '../hooks/use-form-values.ts';
import { useHandRun } from '../hooks/use-hand-run.ts';
import { inputErrorsOf, readForm } from '../model/form-values.ts';
import { USAGE_WORDS } from '../model/usage-words.ts';
import { OnErrorChoice } from './on-error-choice.tsx';
import { RunForm } from './run-form.tsx';
import classes from './usage-call.module.css';
import { UsageCode } from './usage-code.tsx';
import { UsageDryRun } from './usage-dry-run.tsx';
import { UsageResult } from './usage-result.tsx';

interface UsageCallProps {
  project: Project;
  environment: Environment;
  api: Api;
  call: Call;
  as: UsedAs;
}

/** One call to be used: its inputs as a form, its result, and how it is run from code. */
export function UsageCall({ project, environment, api, call, as }: UsageCallProps) {
  const words = USAGE_WORDS[as];
  const inputs = useMemo(
    () => inputsOf(api.document, call.document, environment.id),
    [api.document, call.document, environment.id],
  );
  const [values, setValues] = useFormValues(`${call.id}.${environment.id}`, inputs);
  const { files, setFile } = useFormFiles();
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const [isAsking, setIsAsking] = useState(false);
  const run = useHandRun(call.id);
  const dryRun = useDryRun(call.id);
  const [chosenOnError, setOnError] = useState<OnError | null>(null);
  const onError = chosenOnError ?? call.document.onError;
  const [user, setUser] = useEndUser(api.id, environment.id);
  const hasUsers = isPerEndUser(api.document.auth);
  const ofUser = hasUsers && user !== '' ? { user } : {};
  const isLive = environment.runs === 'published';
  const { data: usable } = useQuery(usageQueries.list(project.id, environment.id));
  const refusal = refusalOf(project, environment, as);
  const reasons = usable?.find(({ callId }) => callId === call.id)?.reasons ?? [];

  const start = () => {
    const read = readForm(inputs, values, files);
    setErrors(read.errors);
    setIsAsking(false);
    if (Object.keys(read.errors).length > 0) return;
    dryRun.reset();
    run.start({ environmentId: environment.id, as, inputs: read.inputs, onError, ...ofUser }, read.files);
  };
  const startDry = () => {
    const read = readForm(inputs, values, files);
    setErrors(read.errors);
    if (Object.keys(read.errors).length > 0) return;
    dryRun.mutate({ body: { environmentId: environment.id, inputs: read.inputs, ...ofUser }, files: read.files });
  };
  const press = () => {
    const read = readForm(inputs, values, files);
    setErrors(read.errors);
    if (Object.keys(read.errors).length > 0 || run.running !== null || refusal !== null) return;
    if (as === 'action' && isLive) setIsAsking(true);
    else start();
  };
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <p className={classes.path}>
          <Link to={`/projects/$projectId/${words.path}`} params={{ projectId: project.id }}>
            {words.title}
          </Link>
          <IconChevronRight size={14} stroke={1.5} aria-hidden />
          <span>{api.name}</span>
        </p>
        <h1 className={classes.title}>
          <MethodBadge method={call.document.method} />
          <span>{call.name}</span>
        </h1>
        <Link
          to="/projects/$projectId/calls/$callId"
          params={{ projectId: project.id, callId: call.id }}
          className={classes.edit}
        >
          {project.role === 'viewer' ? 'Look at the call' : 'Edit the call'}
        </Link>
      </header>
      {call.document.notes !== '' && <p className={classes.notes}>{call.document.notes}</p>}
      {reasons.map(({ code, message, fix }) => (
        <div key={code} className={classes.notice}>
          <Notice kind="warning">
            <p>
              {message} {fix}
            </p>
          </Notice>
        </div>
      ))}
      <div className={classes.panes}>
        <section className={classes.inputs} aria-label="Inputs">
          <h2 className={classes.heading}>Inputs</h2>
          <RunForm
            inputs={inputs}
            values={values}
            files={files}
            errors={{ ...errors, ...inputErrorsOf(run.problem) }}
            refusal={refusal}
            runLabel={as === 'action' ? `Run in ${environment.name}` : 'Run'}
            isRunning={run.running !== null}
            onChange={setValues}
            onFile={setFile}
            onRun={press}
            onCancel={run.cancel}
            onDryRun={startDry}
          >
            {hasUsers && <EndUserField apiId={api.id} environmentId={environment.id} user={user} onChange={setUser} />}
            <OnErrorChoice value={onError} onChange={setOnError} />
          </RunForm>
        </section>
        <section className={classes.result} aria-label="Result">
          {dryRun.isIdle ? <UsageResult run={run} call={call} /> : <UsageDryRun dryRun={dryRun} />}
        </section>
      </div>
      <section className={classes.code} aria-label="Use it">
        <h2 className={classes.heading}>Use it</h2>
        <UsageCode {...{ project, environment, api, call }} as={call.document.useAs === 'both' ? as : null} />
      </section>
      <ConfirmDialog
        isOpen={isAsking}
        title={`Run ${call.name} in ${environment.name}?`}
        confirmLabel="Run it"
        onConfirm={start}
        onClose={() => setIsAsking(false)}
      >
        <p>
          It really happens: {api.name} gets this request with the values of {environment.name}.
        </p>
        <dl className={classes.asked}>
          {hasUsers && (
            <div>
              <dt>Connection of user</dt>
              <dd>{user || '—'}</dd>
            </div>
          )}
          {inputs.map(({ name, isSensitive }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{isSensitive ? '••••' : files.get(name)?.name || values[name] || '—'}</dd>
            </div>
          ))}
        </dl>
      </ConfirmDialog>
    </div>
  );
}

/** Why this person may not run it here; the server enforces it. */
function refusalOf({ role }: Project, environment: Environment, as: UsedAs): string | null {
  const isAdmin = role === 'owner' || role === 'admin';
  if (environment.runs === 'published' && !isAdmin) return `Only admins run calls by hand in ${environment.name}.`;
  return as === 'action' && role === 'viewer' ? 'Your role may look, not act.' : null;
}
