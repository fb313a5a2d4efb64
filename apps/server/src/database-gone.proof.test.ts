import { getSession, listProjects, problemSchema, saveCall, signIn } from '@jackfield/contracts';
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
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { initializeAndSave, type MadeCall, makeCall, makeToken, runCall, runPath } from './testing/make-call.ts';
import { type Owner, PASSWORD, signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

const GONE_MS = rounds({ short: 2_500, whole: 30_000 });
/** A connection to the listener is tried at most 5 s apart, and may take 3 s to be made. */
const RECOVERY = { timeout: 20_000, interval: 50 };

describe('a PostgreSQL server that is gone for a while', () => {
  let upstream: Upstream;
  let scratch: ScratchDatabase;
  let proxy: DatabaseProxy;
  let server: TestServer;
  let owner: Owner;
  let echo: MadeCall;
  let token: string;

  beforeAll(async () => {
    upstream = await startUpstream();
    scratch = await createScratchDatabase();
    proxy = await startDatabaseProxy(scratch.url);
    server = await startTestServer({ DATABASE_URL: proxy.url, JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
    owner = await signUpOwner(server);
    token = await makeToken(owner);
    echo = await makeCall(owner, upstream.origin);
    echo.call = await initializeAndSave(owner, echo.call);
  });
  afterAll(async () => {
    await proxy?.restore();
    await server?.stop();
    await proxy?.close();
    await scratch?.drop();
    await upstream?.close();
  });

  /** A run in another project, which none has run in yet. */
  async function coldRun(): Promise<() => Promise<Response>> {
    const other = await signUpOwner(server);
    const otherToken = await makeToken(other);
    return () => runCall(server, runPath(other, echo), otherToken);
  }

  const runEcho = () => runCall(server, runPath(owner, echo), token);

  test.each<[string, () => Promise<void>]>([
    ['refuses connections', () => proxy.refuse()],
    ['says nothing at all', async () => proxy.silence()],
  ])('and %s: warm runs go on, everything else is told in words, and all works again by itself', async (how, lose) => {
    expect((await runEcho()).status).toBe(200);
    const runCold = await coldRun();
    const lostAt = performance.now();
    await lose();
    const refused = Promise.all([
      problemOf(owner.client.send(saveCall, edit(echo))),
      problemOf(owner.client.send(getSession, {})),
      problemOf(owner.client.send(listProjects, {})),
      problemOf(server.visitor().send(signIn, { body: { email: owner.email, password: PASSWORD } })),
      problemOf(runCold()),
    ]);
    const statuses: number[] = [];
    while (performance.now() - lostAt < GONE_MS) statuses.push((await runEcho()).status);
    const failedRuns = statuses.filter((status) => status !== 200);
    expect(failedRuns).toEqual([]);

    await proxy.restore();
    const backAt = performance.now();
    expect(await refused).toEqual(Array.from({ length: 5 }, () => UNAVAILABLE));
    await vi.waitFor(async () => {
      echo.call = await owner.client.call(saveCall, edit(echo));
    }, RECOVERY);
    const recoveredMs = performance.now() - backAt;
    expect((await runEcho()).status).toBe(200);
    // Read now: it has no such call.
    expect((await runCold()).status).toBe(404);
    reportProof({
      about: 'PostgreSQL',
      claim: `The database ${how} for ${GONE_MS / 1_000} s: warm runs that failed`,
      figure: `${failedRuns.length} of ${statuses.length}; the first edit was saved ${recoveredMs.toFixed(0)} ms after it was back`,
      goal: '0',
      isMet: failedRuns.length === 0,
    });
  });
});

const UNAVAILABLE = { status: 503, code: 'database_unavailable', retryAfter: '5' };

function edit({ call: { id, name, version, document } }: MadeCall) {
  return { params: { callId: id }, body: { name, document, version } };
}

async function problemOf(answer: Promise<Response>) {
  const res = await answer;
  const { code } = problemSchema.parse(await res.json());
  return { status: res.status, code, retryAfter: res.headers.get('retry-after') };
}
