import { randomUUID } from 'node:crypto';
import type { FileValue } from '@jackfield/connector';
import { dryRunCall as contract, type DryRun, type EndpointBody } from '@jackfield/contracts';
import type { Member } from '../../caller.ts';
import { requireRoleInLive } from '../../environment-rules.ts';
import { dryRun } from '../../running/dry-run.ts';
import { withoutAddresses } from '../../running/fetch-files.ts';
import { issuesToError, prepareRun, type RunTarget, type RunValues } from '../../running/prepare-run.ts';
import { refuseNeedlessUser, refuseWrongInputs } from '../../running/runnable.ts';
import { testValuesOf } from '../../running/test-values.ts';
import { withFiles } from '../../running/with-files.ts';
import { type FindTargetDependencies, findTarget } from './find-target.ts';

interface Wanted {
  callId: string;
  body: EndpointBody<typeof contract>;
  files: ReadonlyMap<string, FileValue>;
}

/** Prepares a run, checks it, shows it, and sends nothing. */
export async function dryRunCall(
  dependencies: FindTargetDependencies,
  caller: Member,
  { callId, body, files }: Wanted,
): Promise<DryRun> {
  const { environmentId, inputs, user } = body;
  const target = await findTarget(dependencies, caller, { callId, environmentId });
  requireRoleInLive(contract, target.environment, caller);
  refuseNeedlessUser(target, user, 'body');
  const isKeyed = target.call.document.idempotencyHeader !== '';
  const idempotencyKey = isKeyed ? randomUUID() : undefined;
  if (inputs === undefined) return withTestValues(target, files, { idempotencyKey, user });
  return withInputs(target, { inputs: withFiles(inputs, files), idempotencyKey, user });
}

function withInputs(target: RunTarget, values: RunValues): DryRun {
  const prepared = prepareRun(target, { ...values, inputs: withoutAddresses(target, values.inputs) });
  if (!prepared.ok) refuseWrongInputs(target, values.inputs);
  return dryRun(target, values, prepared);
}

function withTestValues(
  target: RunTarget,
  files: Wanted['files'],
  besides: Pick<RunValues, 'idempotencyKey' | 'user'>,
): DryRun {
  const { inputs, keptInputs, issues } = testValuesOf(target, {}, files);
  const values: RunValues = { inputs, keptInputs, ...besides };
  const prepared =
    issues.length > 0
      ? { ok: false as const, error: issuesToError(issues), isUnconfirmed: false }
      : prepareRun(target, { ...values, inputs: withoutAddresses(target, inputs) });
  return dryRun(target, values, prepared);
}
