import { randomBytes } from 'node:crypto';
import type { Secret } from '@jackfield/contracts';
import type { Upstream } from '@jackfield/testing';
import { confirmKey, setKey, setWord } from './kinds-of-change.ts';
import { initializeAndSave, type MadeCall, makeCall, makeToken, runCall, runPath } from './make-call.ts';
import type { Owner } from './scenario.ts';

/** A project in which all that a run uses can be changed, piece by piece; what stands is kept here. */
export interface ChangingProject {
  projectId: string;
  environmentId: string;
  /** The first is where all calls go at first. */
  upstreams: readonly [Upstream, Upstream];
  token: string;
  /** Echoes the variable `word`. */
  plain: MadeCall;
  /** Sends the secret `key` as `X-Key`. */
  keyed: MadeCall;
  /** Was made last. */
  fresh: MadeCall;
  secret: Secret;
  wordVersion: number | undefined;
  spareToken: { id: string; value: string };
  /** A word that was never used. */
  next: () => string;
  /** A run at this address of a process. Runs are made one after another. */
  run: (url: string, made?: MadeCall, token?: string) => Promise<RunAnswer>;
}

/** The envelope of a run, or the problem that it was refused with. */
export interface RunAnswer {
  status: number;
  code?: string;
  outcome?: string;
  error?: { detail: string } | null;
  detail?: string;
  data?: { path: string; headers: Record<string, string> } | null;
}

export async function makeChangingProject(
  owner: Owner,
  upstreams: readonly [Upstream, Upstream],
): Promise<ChangingProject> {
  const [{ origin }] = upstreams;
  const ids = { projectId: owner.project.id, environmentId: owner.development.id };
  const secret = await setKey(owner, ids, randomBytes(12).toString('hex'));
  await confirmKey(owner, { ...ids, upstreams, secret });
  const wordVersion = await setWord(owner, ids, { value: 'first', version: undefined });
  const plain = await makeCall(owner, origin, { call: { url: '/echo?v={{word}}' } });
  plain.call = await initializeAndSave(owner, plain.call);
  const row = { id: 'key', kind: 'fixed' as const, key: 'X-Key', value: '{{key}}', isEnabled: true };
  const keyed = await makeCall(owner, origin, { call: { headers: [row] } });
  keyed.call = await initializeAndSave(owner, keyed.call);
  const token = await makeToken(owner);
  let count = 0;
  return {
    ...ids,
    upstreams,
    token,
    plain,
    keyed,
    fresh: plain,
    secret,
    wordVersion,
    spareToken: { id: '', value: '' },
    next: () => {
      count += 1;
      return `n${count}`;
    },
    run: async (url, made = plain, ownToken = token) => {
      const res = await runCall({ url }, runPath(owner, made), ownToken);
      const body: RunAnswer = JSON.parse(await res.text());
      return { ...body, status: res.status };
    },
  };
}
