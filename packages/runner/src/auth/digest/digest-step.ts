import { randomBytes } from 'node:crypto';
import type { DigestStep, HeaderList } from '@jackfield/connector';
import type { Hop } from '../../redirect.ts';
import {
  type AuthStepRun,
  finishedSecret,
  KEPT,
  type StepAddition,
  type StepTools,
  type StepVerdict,
} from '../auth-step-run.ts';
import { type Challenge, parseChallenges } from './challenge.ts';
import { answerChallenge, chooseChallenge } from './digest.ts';

/** A challenge goes on to hold for further requests, until the server says that its nonce is stale. */
interface Session {
  challenge: Challenge;
  nonceCount: number;
}

/** By step, which is the same object as long as the documents and values are; then by origin. */
const sessions = new WeakMap<DigestStep, Map<string, Session>>();

/** Answers the last challenge of this origin at once, and a new one by sending again. */
export function startDigest(step: DigestStep, { origin }: Pick<StepTools, 'origin'>): AuthStepRun {
  const known = sessions.get(step) ?? new Map<string, Session>();
  sessions.set(step, known);
  let isFresh = false;
  return {
    add: (hop) => {
      const session = known.get(origin);
      return session === undefined ? {} : answer(step, session, hop);
    },
    judge: ({ status, headers }, isRepeat) => {
      if (status !== 401) return KEPT;
      const challenges = challengesOf(headers);
      const challenge = chooseChallenge(challenges);
      if (challenge === null) {
        known.delete(origin);
        return { sendsAgain: false, warning: notAnswered(challenges) };
      }
      const isStale = challenge.parameters.get('stale')?.toLowerCase() === 'true';
      // The answer to a challenge of a moment ago was refused: another one would be refused too.
      const isRefused = isFresh && !isStale;
      if (isRefused) known.delete(origin);
      else known.set(origin, { challenge, nonceCount: 0 });
      isFresh = true;
      return verdictOf(isRefused, isRepeat);
    },
  };
}

function verdictOf(isRefused: boolean, isRepeat: boolean): StepVerdict {
  if (!isRefused && !isRepeat) return { sendsAgain: true };
  return isRefused ? { sendsAgain: false, warning: REFUSED } : KEPT;
}

const REFUSED = 'HTTP Digest: the server does not take this username and password.';

function answer(step: DigestStep, session: Session, hop: Hop): StepAddition {
  session.nonceCount += 1;
  const { pathname, search } = new URL(hop.url);
  const { value, response } = answerChallenge(session.challenge, {
    username: step.username,
    password: step.password,
    method: hop.method,
    uri: pathname + search,
    body: hop.body,
    cnonce: randomBytes(18).toString('base64url'),
    nonceCount: session.nonceCount,
  });
  return { headers: [['authorization', value]], finished: [finishedSecret('digest', response)] };
}

function challengesOf(headers: HeaderList): Challenge[] {
  return headers.filter(([name]) => name === 'www-authenticate').flatMap(([, value]) => parseChallenges(value));
}

function notAnswered(challenges: readonly Challenge[]): string {
  const digest = challenges.find(({ scheme }) => scheme === 'digest');
  if (digest) {
    const algorithm = digest.parameters.get('algorithm') ?? 'MD5';
    return `HTTP Digest: the server asks for the algorithm ${algorithm} and the protection ${digest.parameters.get('qop') ?? 'none'}, which are not known.`;
  }
  const [other] = challenges;
  return other === undefined
    ? 'HTTP Digest: the server refused without a challenge, so there was nothing to answer.'
    : `HTTP Digest: the server asks for the scheme ${other.scheme} instead. Choose another kind of authentication.`;
}
