import { isPerEndUser } from '@jackfield/connector';
import { type EndpointBody, replayRun as endpoint, type HandRunEvent, usedAsSchema } from '@jackfield/contracts';
import { invalidRequest, notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import { requireRoleInLive } from '../../environment-rules.ts';
import type { KeptSeal } from '../../recording/kept-parts.ts';
import type { Repositories } from '../../repositories.ts';
import { findCall } from '../../running/find-call.ts';
import { type RunCallDependencies, runCall } from './run-call.ts';

interface Dependencies extends RunCallDependencies {
  repositories: Pick<Repositories, 'runs'>;
  keptSeal: KeptSeal;
}

interface Wanted {
  runId: string;
  body: EndpointBody<typeof endpoint>;
  signal: AbortSignal;
}

/** Runs a call as it is now, with what an earlier run was given. */
export async function replayRun(
  dependencies: Dependencies,
  caller: Member,
  { runId, body, signal }: Wanted,
  send: (event: HandRunEvent) => Promise<void>,
): Promise<void> {
  const { repositories, configuration, keptSeal } = dependencies;
  const run = await repositories.runs.find(caller.projectId, runId);
  if (run === null) throw notFound('run');
  const project = await configuration.ofProject(caller.projectId);
  const environment = project?.environments.get(run.environmentId);
  const found = project === null ? null : findCall(project, run.callId);
  if (!environment) throw notFound('environment');
  requireRoleInLive(endpoint, environment, caller);
  if (!found) throw notFound('call');
  const { api, call } = found;
  const kept = run.kept === null ? null : keptSeal.open(caller.workspaceId, runId, run.kept);
  refuseMissing(kept?.omitted ?? [], body.inputs);
  const inputs = { ...kept?.inputs, ...body.inputs };
  const as = run.as ?? (call.document.useAs === 'action' ? 'action' : 'data');
  const ofUser = kept?.user !== undefined && isPerEndUser(api.document.auth) ? { user: kept.user } : {};
  const wanted = { environmentId: environment.id, as: usedAsSchema.parse(as), inputs, ...ofUser };
  await runCall(
    dependencies,
    caller,
    { callId: run.callId, body: wanted, files: new Map(), signal, replayOf: runId },
    send,
  );
}

/** What the record does not have would be left out of the request without a word. */
function refuseMissing(omitted: readonly string[], given: Readonly<Record<string, unknown>>): void {
  const missing = omitted.filter((name) => !Object.hasOwn(given, name));
  if (missing.length === 0) return;
  const errors = missing.map((name) => ({
    path: ['body', 'inputs', name],
    message: `The value of ${name} was not kept with the run.`,
    fix: 'Enter it again.',
  }));
  throw invalidRequest(errors, errors.map(({ message }) => message).join(' '));
}
