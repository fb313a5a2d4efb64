import { checkInputs, inputsOf, isPerEndUser } from '@jackfield/connector';
import type { UsedAs } from '@jackfield/contracts';
import { AppError, invalidRequest } from '../app-error.ts';
import type { RunTarget } from './prepare-run.ts';

/** Only an initialized call may be used, and only as what it is for. `as` is needed for a call of use Both alone. */
export function requireRunnable({ call }: RunTarget, as: UsedAs | undefined): void {
  if (call.shapeResponseType === null) {
    throw new AppError('call_not_initialized', {
      detail: `${call.name} is not initialized. Open it, press Initialize call and save the shape.`,
    });
  }
  const { responseType, useAs } = call.document;
  if (call.shapeResponseType !== responseType) {
    throw new AppError('call_not_initialized', {
      detail: `The response type of ${call.name} changed since it was initialized. Initialize it again and save.`,
    });
  }
  if (useAs === 'both' && as === undefined) {
    const message = `${call.name} can be used as data and as an action.`;
    throw invalidRequest([{ path: ['query', 'as'], message, fix: 'Add as=data or as=action to the address.' }]);
  }
  if (useAs !== 'both' && as !== undefined && as !== useAs) {
    throw new AppError('call_not_runnable', {
      detail: `${call.name} is used as ${useAs} and cannot run as ${as}. Leave as out, or change the call.`,
    });
  }
}

/** A user who is named where all share one connection would be taken to matter. */
export function refuseNeedlessUser(
  { api }: Pick<RunTarget, 'api'>,
  user: string | undefined,
  part: 'query' | 'body',
): void {
  if (user === undefined || isPerEndUser(api.document.auth)) return;
  const message = `${api.name} has one connection that all share, or none at all: a run is not of a user.`;
  const fix = 'Leave user out, or set Whose account in the authentication of the API to each end user’s own.';
  throw invalidRequest([{ path: [part, 'user'], message, fix }], `${message} ${fix}`);
}

/** What a caller passed wrongly is the caller's to correct: a 400 that names each, rather than an outcome. */
export function refuseWrongInputs(
  { api, call, environment }: RunTarget,
  inputs: Readonly<Record<string, unknown>>,
): void {
  const wrong = checkInputs(inputsOf(api.document, call.document, environment.id), inputs)
    .filter((issue) => issue.kind === 'input')
    .map(({ path, message, fix }) => ({ path, message, ...(fix === undefined ? {} : { fix }) }));
  if (wrong.length > 0) throw invalidRequest(wrong, wrong.map(({ message }) => message).join(' '));
}
