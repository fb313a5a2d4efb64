import { type EndpointQuery, getRunCharts, listRuns } from '@jackfield/contracts';
import { reportProof, rounds } from '@jackfield/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunCount } from '../../recording/run-counts.ts';
import { makeRuns } from '../../testing/make-runs.ts';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const COUNT = rounds({ short: 2_000, whole: 100_000 });
const TRIES = rounds({ short: 1, whole: 7 });
const BATCH = 2_000;
const HOUR_MS = 60 * 60 * 1_000;
const GOAL_MS = 300;

let server: TestServer;
let owner: Owner;
const now = Date.now();
beforeAll(async () => {
  server = await startTestServer();
  owner = await signUpOwner(server);
  const { records } = server.ctx;
  const place = { projectId: owner.project.id, environmentId: owner.development.id };
  const all = makeRuns(place, { count: COUNT, fromMs: now - 29 * 24 * HOUR_MS, toMs: now });
  for (let start = 0; start < COUNT; start += BATCH) await records.record(all.slice(start, start + BATCH));
  // As 50 calls that ran in every hour of the month leave them.
  const hours = Array.from({ length: rounds({ short: 24, whole: 29 * 24 }) }, (_, hour) => now - hour * HOUR_MS);
  for (const at of hours) await records.count(countsOf(place, at));
}, 600_000);
afterAll(() => server.stop());

function countsOf(place: { projectId: string; environmentId: string }, at: number): RunCount[] {
  const startsAt = new Date(Math.floor(at / HOUR_MS) * HOUR_MS).toISOString();
  return Array.from({ length: 50 * 5 }, (_, index) => ({
    ...place,
    ...{ callId: `call-${index % 50}`, spanSeconds: 3_600, startsAt, durationClass: 25 + Math.floor(index / 50) },
    ...{ runs: 4, failed: 0, unrecorded: 0 },
  }));
}

/** With how many runs of a page each is answered. */
const QUESTIONS: [string, EndpointQuery<typeof listRuns>, (found: number) => boolean][] = [
  ['the newest', {}, (found) => found === 100],
  ['one call’s', { callId: 'call-7' }, (found) => found > 0],
  ['one API’s', { apiId: 'api-3' }, (found) => found === 100],
  ['by one token', { actorId: 'token-2' }, (found) => found === 100],
  ['failures', { result: 'failed' }, (found) => found > 0],
  ['timeouts', { result: 'timeout' }, (found) => found > 0],
  ['of an environment without any', { environmentId: 'none' }, (found) => found === 0],
  ['with a text that no URL has', { text: 'no-such-text' }, (found) => found === 0],
  ['before the last hour', { to: new Date(now - HOUR_MS).toISOString() }, (found) => found === 100],
];

async function medianMs(ask: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let tries = 0; tries < TRIES; tries += 1) {
    const startedAt = performance.now();
    await ask();
    times.push(performance.now() - startedAt);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(TRIES / 2)] ?? 0;
}

test('the page of a hundred thousand runs answers, whatever is asked for', async () => {
  const params = { projectId: owner.project.id };
  const figures: [string, number][] = [];
  for (const [what, query, isRight] of QUESTIONS) {
    const { runs } = await owner.client.call(listRuns, { params, query });
    expect(isRight(runs.length), `${what}: ${runs.length}`).toBe(true);
    figures.push([what, await medianMs(() => owner.client.call(listRuns, { params, query }))]);
  }
  const { total } = await owner.client.call(getRunCharts, { params, query: { range: '30d' } });
  expect(total.runs).toBeGreaterThan(0);
  const chart = () => owner.client.call(getRunCharts, { params, query: { range: '30d' } });
  figures.push(['the charts of 30 days', await medianMs(chart)]);
  const slowest = Math.max(...figures.map(([, ms]) => ms));
  reportProof({
    about: 'Runs',
    claim: `A page of ${COUNT.toLocaleString('en')} runs through HTTP (median of ${TRIES}), and the charts of 50 calls in every hour of a month`,
    figure: figures.map(([what, ms]) => `${what} ${ms.toFixed(0)} ms`).join(', '),
    goal: `≤ ${GOAL_MS} ms each`,
    isMet: slowest <= GOAL_MS,
  });
});
