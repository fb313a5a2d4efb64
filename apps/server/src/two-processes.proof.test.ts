import { listValues, saveCall, saveShape, setSecret, signIn } from '@jackfield/contracts';
import { reportProof, rounds, type ScratchDatabase, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ChangingProject, makeChangingProject } from './testing/changing-project.ts';
import { type IsUsed, KINDS_OF_CHANGE } from './testing/kinds-of-change.ts';
import { eventsOf, initialize } from './testing/make-call.ts';
import { PASSWORD, signUpOwner } from './testing/scenario.ts';
import { type BuiltServer, buildServer, endProcesses } from './testing/start-process.ts';
import { TestClient } from './testing/test-client.ts';
import { startTwoProcesses, type TwoProcesses } from './testing/two-processes.ts';

const LIMIT_MS = 1_000;
const CHANGES = rounds({ short: 34, whole: 500 });
const RANDOM_SEED = 20_261;

describe('two processes on one database', () => {
  let built: BuiltServer;
  let upstreams: [Upstream, Upstream];
  let two: TwoProcesses;
  let changing: ChangingProject;

  beforeAll(async () => {
    built = await buildServer();
    upstreams = [await startUpstream(), await startUpstream()];
    const allowed = upstreams.map(({ allowEntry }) => allowEntry).join(',');
    two = await startTwoProcesses(built, { JACKFIELD_EGRESS_ALLOW: allowed });
    changing = await makeChangingProject(two.peers[0].owner, upstreams);
  });
  afterAll(async () => {
    await endProcesses();
    await two?.scratch.drop();
    await Promise.all((upstreams ?? []).map((upstream) => upstream.close()));
    await built?.remove();
  });

  test('use a change of one in the next run of the other within a second, whatever was changed', async () => {
    const waits: number[] = [];
    const stale: string[] = [];
    let seen = 0;
    for (const list of inRandomOrder(seeded(RANDOM_SEED))) {
      for (const { name, make } of list) {
        const [author, reader] = seen % 2 === 0 ? two.peers : [two.peers[1], two.peers[0]];
        const isUsed = await make(changing, author.owner);
        const waitMs = await waitUntilUsed(isUsed, reader.url);
        if (waitMs === null) stale.push(name);
        else waits.push(waitMs);
        // The one that made the change uses it at once.
        expect(await isUsed(author.url), name).toBe(true);
        seen += 1;
      }
      if (seen >= CHANGES) break;
    }
    waits.sort((a, b) => a - b);
    const median = waits[Math.floor(waits.length / 2)] ?? Number.NaN;
    const longest = waits.at(-1) ?? Number.NaN;
    reportProof({
      about: 'PostgreSQL',
      claim: 'Two processes, changes of every kind in random order by one: runs of the other that were stale after 1 s',
      figure: `${stale.length} of ${seen}; used after ${median.toFixed(0)} ms (median), ${longest.toFixed(0)} ms (longest)`,
      goal: '0',
      isMet: stale.length === 0,
    });
    expect(stale).toEqual([]);
  });

  test('serve one person by turns: what was saved through one is initialized through the other at once', async () => {
    const turns = rounds({ short: 6, whole: 100 });
    const { plain } = changing;
    for (let turn = 0; turn < turns; turn += 1) {
      const [saver, other] = turn % 2 === 0 ? two.peers : [two.peers[1], two.peers[0]];
      const { id, name, document, version } = plain.call;
      const saved = await saver.owner.client.call(saveCall, {
        params: { callId: id },
        body: { name, document: { ...document, notes: `turn ${turn}` }, version },
      });
      const [shape] = eventsOf(await initialize(other.owner, saved), 'shape');
      const body = { initializationId: shape?.initializationId ?? '', choices: {} };
      plain.call = await saver.owner.client.call(saveShape, { params: { callId: id }, body });
    }
    reportProof({
      about: 'PostgreSQL',
      claim: 'Saved through one process, initialized through the other at once, the shape saved through the first',
      figure: `${turns} of ${turns} without a refusal`,
      goal: 'all',
      isMet: true,
    });
  });

  test('open what the other sealed when both made the first secret of a workspace at the same instant', async () => {
    const [first, second] = two.peers;
    const owner = await signUpOwner({ visitor: () => new TestClient(first.url) });
    const client = new TestClient(second.url);
    await client.call(signIn, { body: { email: owner.email, password: PASSWORD } });
    const params = { projectId: owner.project.id };
    const set = (by: TestClient, slot: string) =>
      by.call(setSecret, {
        params,
        body: { owner: { type: 'project' }, slot, environmentId: owner.development.id, value: `value-of-${slot}` },
      });
    await Promise.all([set(owner.client, 'one'), set(client, 'two')]);
    for (const reader of [owner.client, client]) {
      const { secrets } = await reader.call(listValues, { params });
      expect(secrets.map(({ slot, isDamaged }) => [slot, isDamaged]).sort()).toEqual([
        ['one', false],
        ['two', false],
      ]);
    }
  });

  test('read everything again when the connection that told of changes was lost', async () => {
    const cutsMin = rounds({ short: 2, whole: 40 });
    const [author, reader] = two.peers;
    const stale: string[] = [];
    let cuts = 0;
    for (const list of inRandomOrder(seeded(RANDOM_SEED + 1))) {
      for (const { name, make } of list) {
        // While no process listens, none can hear of the change.
        await endListeners(two.scratch);
        const isUsed = await make(changing, author.owner);
        if ((await waitUntilUsed(isUsed, reader.url)) === null) stale.push(name);
        cuts += 1;
      }
      if (cuts >= cutsMin) break;
    }
    reportProof({
      about: 'PostgreSQL',
      claim:
        'The connections that listen ended by the server at the moment of a change: runs that were stale after 1 s',
      figure: `${stale.length} of ${cuts}`,
      goal: '0',
      isMet: stale.length === 0,
    });
    expect(stale).toEqual([]);
  });
});

/** Milliseconds from the answer of the change until a run began that used it; null when one began after 1 s and did not. */
async function waitUntilUsed(isUsed: IsUsed, url: string): Promise<number | null> {
  const changedAt = performance.now();
  for (;;) {
    const beganAfterMs = performance.now() - changedAt;
    if (await isUsed(url)) return beganAfterMs;
    if (beganAfterMs > LIMIT_MS) return null;
  }
}

/** For ever: the lists of changes in an order by chance, then in another. */
function* inRandomOrder(random: () => number) {
  for (;;) {
    const order = KINDS_OF_CHANGE.map((list) => ({ list, at: random() })).sort((a, b) => a.at - b.at);
    for (const { list } of order) yield list;
  }
}

/** A linear congruential generator: a failure comes again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

function endListeners(database: ScratchDatabase): Promise<void> {
  return database.execute(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = 'jackfield changes'`);
}
