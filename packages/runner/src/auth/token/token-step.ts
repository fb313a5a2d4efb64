import type { BodyRefusal, TokenAttachment, TokenStep } from '@jackfield/connector';
import { RunFailure } from '../../run-failure.ts';
import { type AuthStepRun, finishedSecret, KEPT, type StepAddition, type StepTools } from '../auth-step-run.ts';
import type { IssuedToken } from './token-types.ts';

const REFUSED =
  'The API refused a token that was got a moment ago. Check what the token may do (its scope), and that it is for this API.';

/**
 * The first repeat may send a token that another process got meanwhile, and that one may be refused too; the second
 * sends one that was got for it.
 */
const REPEATS_MAX = 2;

/** Adds the connection's token, and where it is refused another one. One that was got for this run is the last. */
export function startToken(step: TokenStep, { origin, tokens, signal, hopHeaders }: StepTools): AuthStepRun {
  let sent: IssuedToken | null = null;
  let refused: number | null = null;
  let repeats = 0;
  return {
    add: async () => {
      if (tokens === undefined) throw withoutSource();
      sent = await tokens.get(step, { refused, signal, origin, hopHeaders });
      return addition(step.attachment, sent);
    },
    readsJson: step.bodyRefusals.length > 0,
    judge: ({ status, json }) => {
      const isRefused = step.refusals.includes(status) || step.bodyRefusals.some((rule) => holds(json, rule));
      if (sent === null || !isRefused) return KEPT;
      if (sent.isFresh) return { sendsAgain: false, warning: REFUSED };
      refused = sent.generation;
      repeats += 1;
      return { sendsAgain: repeats <= REPEATS_MAX };
    },
  };
}

function holds(json: unknown, { path, value }: BodyRefusal): boolean {
  let found = json;
  for (const name of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, name)) return false;
    found = Reflect.get(found, name);
  }
  return typeof found !== 'object' || found === null ? String(found) === value : false;
}

function addition(attachment: TokenAttachment, { value, warnings }: IssuedToken): StepAddition {
  const finished = [finishedSecret('token', value)];
  return attachment.in === 'query'
    ? { query: [[attachment.name, value]], finished, warnings }
    : { headers: [[attachment.name.toLowerCase(), attachment.prefix + value]], finished, warnings };
}

function withoutSource(): RunFailure {
  return new RunFailure({ kind: 'auth', phase: 'prepare', detail: 'this run has no place to keep a token' });
}
