import { FileValue, type Input, type InputType, inputsOf } from '@jackfield/connector';
import type { EndpointResponse, listUsableCalls as endpoint, UsageReason } from '@jackfield/contracts';
import { notFound } from '../../app-error.ts';
import type { Member } from '../../caller.ts';
import type { Configuration } from '../../configuration/configuration.ts';
import { unknownEnvironment } from '../../environment-rules.ts';
import { prepareRun, type RunTarget } from '../../running/prepare-run.ts';

/** Any value of the type: what it is makes no difference to whether a call is set up. */
const ANY_VALUE: Record<InputType, unknown> = {
  text: 'x',
  number: 1,
  boolean: true,
  date: '2026-01-01',
  list: ['x'],
  object: {},
  file: new FileValue('file', '', new Uint8Array()),
};

/** What keeps each call from being used in an environment, found by preparing a run of it that is never sent. */
export async function listUsableCalls(
  { configuration }: { configuration: Configuration },
  caller: Member,
  environmentId: string,
): Promise<EndpointResponse<typeof endpoint>> {
  const project = await configuration.ofProject(caller.projectId);
  const environment = project?.environments.get(environmentId);
  if (!project) throw notFound('project');
  if (!environment) throw unknownEnvironment();
  const targets = [...project.apis.values()].flatMap((api) =>
    [...api.calls.values()].map((call): RunTarget => ({ project, environment, api, call })),
  );
  return { calls: targets.map((target) => ({ callId: target.call.id, reasons: reasonsOf(target) })) };
}

function reasonsOf(target: RunTarget): UsageReason[] {
  const { call } = target;
  const reasons: UsageReason[] = [];
  if (call.shapeResponseType === null) {
    const fix = 'Open it, press Initialize call and save the shape.';
    reasons.push({ code: 'not_initialized', message: 'The call is not initialized.', fix });
  } else if (call.shapeResponseType !== call.document.responseType) {
    const fix = 'Initialize it again and save.';
    reasons.push({ code: 'must_reinitialize', message: 'Its response type changed since it was initialized.', fix });
  }
  const prepared = prepareRun(target, { inputs: anyInputs(target), idempotencyKey: 'x', user: 'x' });
  // What is wrong with a value of ours says nothing of the call.
  if (prepared.ok || prepared.error.kind !== 'config') return reasons;
  const { message, hint } = prepared.error;
  const code = prepared.isUnconfirmed ? 'not_confirmed' : 'not_set_up';
  return [...reasons, { code, message, fix: hint }];
}

function anyInputs({ api, call, environment }: RunTarget): Record<string, unknown> {
  const inputs = inputsOf(api.document, call.document, environment.id);
  return Object.fromEntries(inputs.map((input) => [input.name, anyValue(input)]));
}

function anyValue({ type, allowedValues, testValue, isSensitive }: Input): unknown {
  if (allowedValues !== undefined && allowedValues.length > 0) return allowedValues[0];
  const isKept = isSensitive || type === 'file' || testValue === undefined || testValue === '';
  return isKept ? ANY_VALUE[type] : testValue;
}
