import { type Input, inputsOf, parseInputText } from '@jackfield/connector';
import type { Environment, Project, RunDetail } from '@jackfield/contracts';
import { Button, Group, Modal, PasswordInput, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { ListSkeleton } from '../../../components/skeletons.tsx';
import { toApiProblem } from '../../../lib/api-problem.ts';
import { apiQueries } from '../../../lib/queries/api-queries.ts';
import { callQueries } from '../../../lib/queries/call-queries.ts';
import { runQueries } from '../../../lib/queries/run-queries.ts';
import { useReplay } from '../hooks/use-replay.ts';
import { mayReadKept } from '../model/who-may.ts';
import classes from './runs.module.css';

interface ReplayDialogProps {
  project: Project;
  run: RunDetail;
  environment: Environment;
  onClose: () => void;
  onDone: (runId: string) => void;
}

/** Asks for what was not kept of the inputs, and runs the call as it is now. */
export function ReplayDialog({ project, run, environment, onClose, onDone }: ReplayDialogProps) {
  const replay = useReplay({ projectId: project.id, runId: run.id, callId: run.callId }, onDone);
  const { data: call, error: callError } = useQuery(callQueries.detail(run.callId));
  const { data: api, error: apiError } = useQuery(apiQueries.detail(run.apiId));
  const mayRead = mayReadKept(project.role, environment);
  const { data: kept, error: keptError } = useQuery({ ...runQueries.kept(project.id, run.id), enabled: mayRead });
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const definitions = call && api ? inputsOf(api.document, call.document, environment.id) : [];
  const refused = refusedInputs(replay.error);
  // Who may not read what was kept is told by the server what is missing.
  const missing = [...new Set([...(kept?.omitted ?? []), ...Object.keys(refused)])];
  const isLoading = call === undefined || api === undefined || (mayRead && kept === undefined && keptError === null);
  const loadError = callError ?? apiError;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = readTexts(missing, definitions, texts);
    setWrong(read.wrong);
    if (Object.keys(read.wrong).length === 0) replay.mutate(read.inputs);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title="Run it again?"
      size={480}
      centered
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form onSubmit={submit} noValidate className={classes.replay}>
        <ProblemNotice error={loadError} />
        <ProblemNotice
          error={replay.error}
          fields={missing.flatMap((name) => [`inputs.${name}`, `body.inputs.${name}`])}
        />
        {isLoading && loadError === null && <ListSkeleton rows={3} />}
        {!isLoading && (
          <>
            <p>
              {api.name} - {call.name} is run in {environment.name} as the call is now, with the inputs of this run.
              {run.as === 'data' ? '' : ' It really happens.'}
            </p>
            {kept === null && (
              <p className={classes.quiet}>
                The inputs of this run cannot be read any more: the master key that they were encrypted under is gone.
              </p>
            )}
            {missing.length > 0 && (
              <p className={classes.quiet}>
                {missing.length === 1 ? 'One value was' : `${missing.length} values were`} not kept. Enter{' '}
                {missing.length === 1 ? 'it' : 'them'} again.
              </p>
            )}
            {missing.map((name) => (
              <MissingField
                key={name}
                name={name}
                isSensitive={definitions.find((input) => input.name === name)?.isSensitive ?? true}
                value={texts[name] ?? ''}
                error={wrong[name] ?? (texts[name] === undefined ? undefined : refused[name])}
                onChange={(text) => setTexts({ ...texts, [name]: text })}
              />
            ))}
          </>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            Cancel
          </Button>
          <Button type="submit" loading={replay.isPending} disabled={isLoading}>
            Run again
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

interface MissingFieldProps {
  name: string;
  isSensitive: boolean;
  value: string;
  error: string | undefined;
  onChange: (text: string) => void;
}

function MissingField({ name, isSensitive, value, error, onChange }: MissingFieldProps) {
  const Field = isSensitive ? PasswordInput : Textarea;
  return (
    <Field
      label={name}
      error={error}
      value={value}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function readTexts(names: readonly string[], definitions: readonly Input[], texts: Readonly<Record<string, string>>) {
  const inputs: [string, unknown][] = [];
  const wrong: [string, string][] = [];
  for (const name of names) {
    const text = texts[name] ?? '';
    const definition = definitions.find((input) => input.name === name);
    if (text === '' && definition?.isRequired !== false) {
      wrong.push([name, 'Give it a value.']);
      continue;
    }
    const parsed = text === '' ? { ok: true as const, value: null } : parseInputText(definition?.type ?? 'text', text);
    if (parsed.ok) inputs.push([name, parsed.value]);
    else wrong.push([name, `It ${parsed.message} ${parsed.fix}`]);
  }
  return { inputs: Object.fromEntries(inputs), wrong: Object.fromEntries(wrong) };
}

/** What the server says of single inputs. */
function refusedInputs(error: unknown): Record<string, string> {
  if (error === null) return {};
  const told = toApiProblem(error).errors.flatMap(({ path, message, fix }) => {
    const at = path[0] === 'body' ? path.slice(1) : path;
    return at[0] === 'inputs' && at[1] !== undefined ? [[String(at[1]), [message, fix].filter(Boolean).join(' ')]] : [];
  });
  return Object.fromEntries(told);
}
