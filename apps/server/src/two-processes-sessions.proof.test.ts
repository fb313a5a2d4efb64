import { createToken, getSession, listProjects, revokeToken, signIn, signOut } from '@jackfield/contracts';
import {
  createScratchDatabase,
  type DatabaseProxy,
  reportProof,
  rounds,
  type ScratchDatabase,
  startDatabaseProxy,
  startUpstream,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initializeAndSave, makeCall, runCall, runPath } from './testing/make-call.ts';
import { PASSWORD, signUpOwner } from './testing/scenario.ts';
import { type BuiltServer, buildServer, endProcesses } from './testing/start-process.ts';
import { TestClient } from './testing/test-client.ts';
import { startTwoProcesses, type TwoProcesses } from './testing/two-processes.ts';

const LIMIT_MS = 1_000;

describe('two processes on one database, as one', () => {
  let built: BuiltServer;
  let upstream: Upstream;
  let scratch: ScratchDatabase;
  /** The second process reaches the database through it. */
  let proxy: DatabaseProxy;
  let two: TwoProcesses;

  beforeAll(async () => {
    built = await buildServer();
    upstream = await startUpstream();
    scratch = await createScratchDatabase();
    proxy = await startDatabaseProxy(scratch.url);
    const settings = { JACKFIELD_EGRESS_ALLOW: upstream.allowEntry };
    two = await startTwoProcesses(built, settings, { scratch, secondUrl: proxy.url });
  });
  afterAll(async () => {
    await endProcesses();
    await proxy?.close();
    await scratch?.drop();
    await upstream?.close();
    await built?.remove();
  });

  test('a session of one is valid at the other, and sign-out at one signs out at both', async () => {
    const [first, second] = two.peers;
    const { email } = await signUpOwner({ visitor: () => new TestClient(first.url) });
    const client = new TestClient(first.url);
    await client.call(signIn, { body: { email, password: PASSWORD } });
    const cookie = client.cookie();
    const sessionAt = async (url: string) => {
      const res = await fetch(`${url}/api/session`, { headers: { cookie } });
      return getSession.response.parse(await res.json()).user?.email ?? null;
    };
    expect([await sessionAt(first.url), await sessionAt(second.url)]).toEqual([email, email]);
    const signedOut = await fetch(`${second.url}${signOut.path}`, {
      method: 'POST',
      headers: { cookie, origin: second.url },
    });
    expect(signedOut.status).toBe(200);
    expect([await sessionAt(first.url), await sessionAt(second.url)]).toEqual([null, null]);
  });

  test('wrong passwords at both count together', async () => {
    const [first, second] = two.peers;
    const { email } = await signUpOwner({ visitor: () => new TestClient(first.url) });
    const guesses = Array.from({ length: 14 }, (_, index) =>
      new TestClient(index % 2 === 0 ? first.url : second.url).problem(signIn, {
        body: { email, password: 'a guess' },
      }),
    );
    const codes = (await Promise.all(guesses)).map(({ code }) => code);
    const verified = codes.filter((code) => code === 'wrong_credentials').length;
    reportProof({
      about: 'Processes',
      claim: 'Wrong passwords for one account at two processes by turns: held against a password',
      figure: `${verified} of ${codes.length}`,
      goal: '10',
      isMet: verified === 10,
    });
    expect(verified).toBe(10);
    expect(codes.filter((code) => code === 'too_many_requests')).toHaveLength(4);
    for (const { url } of two.peers) {
      const right = await new TestClient(url).problem(signIn, { body: { email, password: PASSWORD } });
      expect(right.code).toBe('too_many_requests');
    }
  });

  test('a token that was revoked is rejected by both within a second, also when the notification was lost', async () => {
    const [first, second] = two.peers;
    const { owner } = first;
    const made = await makeCall(owner, upstream.origin);
    await initializeAndSave(owner, made.call);
    const params = { projectId: owner.project.id };
    const path = runPath(owner, made);
    const times = rounds({ short: 3, whole: 30 });
    const waits: number[] = [];
    for (let round = 0; round < times; round += 1) {
      await proxy.restore();
      const body = { name: `round ${round}`, environmentId: owner.development.id };
      const { token, value } = await owner.client.call(createToken, { params, body });
      const statusAt = async (url: string) => (await runCall({ url }, path, value)).status;
      await expect.poll(() => statusAt(second.url)).toBe(200);
      expect(await statusAt(second.url)).toBe(200);
      proxy.dropNotifications();
      await owner.client.call(revokeToken, { params: { ...params, tokenId: token.id } });
      const revokedAt = performance.now();
      expect(await statusAt(first.url)).toBe(401);
      for (;;) {
        const beganAfterMs = performance.now() - revokedAt;
        if ((await statusAt(second.url)) === 401) {
          waits.push(beganAfterMs);
          break;
        }
      }
    }
    await proxy.restore();
    waits.sort((a, b) => a - b);
    const late = waits.filter((ms) => ms > LIMIT_MS);
    reportProof({
      about: 'Processes',
      claim: 'A token revoked at one process while the other gets no notifications: still accepted there after 1 s',
      figure: `${late.length} of ${times}; rejected after ${(waits[times >> 1] ?? 0).toFixed(0)} ms (median), ${(waits.at(-1) ?? 0).toFixed(0)} ms (longest)`,
      goal: '0',
      isMet: late.length === 0,
    });
    expect(late).toEqual([]);
    expect((await second.owner.client.call(listProjects)).projects.length).toBeGreaterThan(0);
  });
});
