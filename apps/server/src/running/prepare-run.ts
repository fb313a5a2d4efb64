import {
  type BuildRequestArguments,
  buildRequest,
  type DocumentIssue,
  isPerEndUser,
  type PreparedRequest,
  type RunError,
} from '@jackfield/connector';
import type { CompiledApi, CompiledCall, CompiledEnvironment, CompiledProject } from '../configuration/compiled.ts';
import { bindSecret } from './bound-secrets.ts';
import { findAstray } from './token-origins.ts';
import { unconfirmedError } from './unconfirmed-error.ts';

const STAND_IN = 'stand-in-value';

/** A call and where it stands. */
export interface RunTarget {
  project: CompiledProject;
  environment: CompiledEnvironment;
  api: CompiledApi;
  call: CompiledCall;
}

export interface RunValues {
  inputs: Readonly<Record<string, unknown>>;
  idempotencyKey?: string | undefined;
  /** Names of inputs whose value is a secret kept with the call, rather than what a caller passed. */
  keptInputs?: ReadonlySet<string>;
  /** With whose connection, where each end user has their own. */
  user?: string | undefined;
}

export type PreparedRun =
  | {
      ok: true;
      request: PreparedRequest;
      warnings: string[];
      /** Whether every secret of the request was confirmed for an origin; the runner asks for each redirect. */
      mayCarrySecretsTo: (origin: string) => boolean;
      /** With whose connection; '' for the one that all share. */
      endUser: string;
    }
  /** Nothing was sent, and nothing may be. */
  | {
      ok: false;
      error: RunError;
      /** A secret would go where nobody confirmed it to go. */
      isUnconfirmed: boolean;
    };

const WITHOUT_USER: RunError = {
  kind: 'config',
  phase: 'prepare',
  message: 'Each end user has their own connection to this API, and the run names no user, so nothing was sent.',
  detail: 'user: missing',
  hint: 'Name the user whose connection is meant: user=… in the address of the run, or Connection of user beside the test values.',
};

/** Builds the request of a run and refuses to send a secret where it was not confirmed to go. */
export function prepareRun(target: RunTarget, values: RunValues): PreparedRun {
  const built = build(target, values, target.environment.values, target.environment.authSecretsOf(target.api.id));
  if (!built.ok) {
    const damaged = damagedSecrets(target, values);
    return {
      ok: false,
      error: issuesToError(damaged.length > 0 ? damaged : built.issues),
      isUnconfirmed: false,
    };
  }
  const endUser = values.user ?? '';
  if (endUser === '' && isPerEndUser(target.api.document.auth)) {
    return { ok: false, error: WITHOUT_USER, isUnconfirmed: false };
  }
  const { request } = built;
  const bound = request.usedSecrets.flatMap((used) => bindSecret(target, used, values.keptInputs) ?? []);
  const astray = findAstray(target, request.authSteps ?? []);
  if (astray !== null) return { ok: false, error: astray, isUnconfirmed: true };
  const mayCarrySecretsTo = (origin: string) => bound.every((secret) => secret.origins.has(origin));
  if (!mayCarrySecretsTo(request.origin)) {
    return {
      ok: false,
      error: unconfirmedError(bound, request.origin, target.environment.name),
      isUnconfirmed: true,
    };
  }
  return { ok: true, request, warnings: built.warnings.map((issue) => issue.message), mayCarrySecretsTo, endUser };
}

function build(
  { api, call, environment }: RunTarget,
  { inputs, idempotencyKey }: RunValues,
  values: BuildRequestArguments['values'],
  authSecrets: BuildRequestArguments['authSecrets'],
) {
  return buildRequest({
    api: api.document,
    call: call.document,
    environmentId: environment.id,
    inputs,
    values,
    authSecrets,
    mode: 'send',
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
}

/** Secrets that this call uses and that cannot be opened any more; asked only when a request could not be built. */
function damagedSecrets(target: RunTarget, run: RunValues): DocumentIssue[] {
  const { environment, api, call, project } = target;
  const damaged = [...environment.secrets.values()].filter((secret) => secret.value === null);
  if (damaged.length === 0) return [];
  const values = new Map(environment.values);
  const authSecrets = new Map(environment.authSecretsOf(api.id));
  for (const { owner, ownerId, slot } of damaged) {
    if (owner === 'project') values.set(slot, { kind: 'secret', value: STAND_IN });
    if (owner === 'api' && ownerId === api.id) authSecrets.set(slot.slice('auth.'.length), STAND_IN);
  }
  // Built to learn where they stand; it is never sent.
  const built = build(target, run, values, authSecrets);
  const used = built.ok ? built.request.usedSecrets : [];
  const ownerIds = { project: project.id, api: api.id, call: call.id, input: call.id };
  return damaged
    .filter((secret) => used.some((use) => use.slot === secret.slot && ownerIds[use.owner] === secret.ownerId))
    .map(({ slot }) => ({
      severity: 'error',
      path: ['secrets', slot],
      kind: 'config',
      message: `The secret ${slot} cannot be opened any more.`,
      fix: `Enter the secret ${slot} again for ${environment.name}.`,
    }));
}

/** All that is wrong, in one error: `config` when anything of it is not the caller's to mend. */
export function issuesToError(issues: readonly DocumentIssue[]): RunError {
  const errors = issues.filter((issue) => issue.severity === 'error');
  const told = errors.length > 0 ? errors : issues;
  const isConfig = told.some((issue) => issue.kind === 'config');
  const [first] = told;
  return {
    kind: isConfig ? 'config' : 'input',
    phase: 'prepare',
    message: told.map((issue) => issue.message).join(' '),
    detail: told.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'),
    hint: told.find((issue) => issue.fix !== undefined)?.fix ?? `Look at ${first?.path.join('.') ?? 'the call'}.`,
  };
}
