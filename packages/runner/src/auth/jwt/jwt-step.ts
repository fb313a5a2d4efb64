import type { JwtStep } from '@jackfield/connector';
import { type AuthStepRun, finishedSecret, KEPT } from '../auth-step-run.ts';
import { signJwt } from './sign-jwt.ts';

interface SignedToken {
  token: string;
  /** From when on it is not sent any more. */
  staleAt: number;
}

/** A token is good for many runs; by step, which is another object once a field changes. */
const tokens = new WeakMap<JwtStep, SignedToken>();

/** What is left of a token's life when it is signed anew, so that it does not end on its way. */
const MARGIN_MS = 30_000;

export function startJwt(step: JwtStep): AuthStepRun {
  let isReused = false;
  return {
    add: async () => {
      const kept = tokens.get(step);
      isReused = kept !== undefined && kept.staleAt > Date.now();
      const { token } = kept !== undefined && isReused ? kept : await signAndKeep(step);
      return {
        headers: [[step.headerName.toLowerCase(), step.prefix + token]],
        finished: [finishedSecret('token', token)],
      };
    },
    judge: ({ status }, isRepeat) => {
      if (status !== 401) return KEPT;
      // Another one says another time of issue; one that was signed just now would be refused again.
      tokens.delete(step);
      return { sendsAgain: isReused && !isRepeat };
    },
  };
}

async function signAndKeep(step: JwtStep): Promise<SignedToken> {
  const now = Date.now();
  const lifetimeMs = step.lifetimeSeconds * 1_000;
  const token = await signJwt(step, now);
  const signed = { token, staleAt: now + lifetimeMs - Math.min(MARGIN_MS, lifetimeMs / 2) };
  tokens.set(step, signed);
  return signed;
}
