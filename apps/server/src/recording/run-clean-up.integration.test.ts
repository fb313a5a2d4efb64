import { getRunCharts, getRunSettings, listRuns, saveRunSettings } from '@jackfield/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRuns } from '../testing/make-runs.ts';
import { type Owner, signUpOwner } from '../testing/scenario.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

let server: TestServer;
let owner: Owner;
beforeAll(async () => {
  server = await startTestServer();
  owner = await signUpOwner(server);
});
afterAll(() => server.stop());

const at = () => ({ params: { projectId: owner.project.id } });
const recorded = async () => (await owner.client.call(getRunSettings, at())).recorded;

async function keep(settings: { runDaysKept: number; runsKeptMax: number }): Promise<void> {
  const { version } = await owner.client.call(getRunSettings, at());
  await owner.client.call(saveRunSettings, { ...at(), body: { ...settings, keepsBodies: false, version } });
  await server.ctx.runCleanUp.sweep();
}

test('runs that are too old or too many are deleted, oldest first, and no others', async () => {
  const other = await signUpOwner(server);
  const now = Date.now();
  const { records, repositories, runCleanUp } = server.ctx;
  for (const { project, development } of [owner, other]) {
    const place = { projectId: project.id, environmentId: development.id };
    await records.record(makeRuns(place, { count: 1_300, fromMs: now - 20 * DAY_MS, toMs: now - 10 * DAY_MS }));
    await records.record(makeRuns(place, { count: 1_200, fromMs: now - 5 * DAY_MS, toMs: now - 1 * DAY_MS }));
  }
  await runCleanUp.sweep();
  expect(await recorded()).toBe(2_500);
  await keep({ runDaysKept: 7, runsKeptMax: 100_000 });
  expect(await recorded()).toBe(1_200);
  const before = (await owner.client.call(listRuns, at())).runs.map(({ id }) => id);
  await keep({ runDaysKept: 7, runsKeptMax: 80 });
  expect(await recorded()).toBe(80);
  const { runs, next } = await owner.client.call(listRuns, at());
  expect(runs.map(({ id }) => id)).toEqual(before.slice(0, 80));
  expect(next).toBeNull();
  await keep({ runDaysKept: 7, runsKeptMax: 0 });
  expect(await recorded()).toBe(0);
  expect((await repositories.runs.countOf(other.project.id)).valueOf()).toBe(2_500);
  expect(await runCleanUp.findProgress(owner.project.id)).toBeNull();
});

test('one process at a time cleans up a project, and shows how far it is to all', async () => {
  const { records, repositories, runCleanUp } = server.ctx;
  const { jobLeases } = repositories;
  const place = { projectId: owner.project.id, environmentId: owner.development.id };
  await records.record(makeRuns(place, { count: 10, fromMs: Date.now() - DAY_MS, toMs: Date.now() }));
  const job = `run-clean-up/${owner.project.id}`;
  expect(await jobLeases.take(job, 'another process')).toBe(true);
  expect(await jobLeases.take(job, 'a third')).toBe(false);
  expect(await jobLeases.report(job, 'another process', { done: 5, total: 9 })).toBe(true);
  expect(await runCleanUp.findProgress(owner.project.id)).toEqual({ deleted: 5, total: 9 });
  await runCleanUp.sweep();
  expect(await recorded()).toBe(10);
  await jobLeases.release(job, 'another process');
  await runCleanUp.sweep();
  expect(await recorded()).toBe(0);
  expect(await runCleanUp.findProgress(owner.project.id)).toBeNull();
});

test('what belongs to a project that is gone is deleted, and counts that no chart shows', async () => {
  const { records, repositories, runCleanUp } = server.ctx;
  const place = { projectId: 'gone', environmentId: 'gone' };
  await records.record(makeRuns(place, { count: 700, fromMs: Date.now() - DAY_MS, toMs: Date.now() }));
  const count = (startsAtMs: number) => ({
    projectId: owner.project.id,
    environmentId: owner.development.id,
    callId: 'c',
    spanSeconds: 3_600,
    startsAt: new Date(startsAtMs).toISOString(),
    durationClass: 10,
    runs: 3,
    failed: 1,
    unrecorded: 0,
  });
  await records.count([count(Date.now() - 40 * DAY_MS), count(Date.now() - 2 * DAY_MS)]);
  await runCleanUp.sweep();
  expect(await repositories.runs.countOf('gone')).toBe(0);
  const { total } = await owner.client.call(getRunCharts, { ...at(), query: { range: '30d' } });
  expect(total).toMatchObject({ runs: 3, failed: 1 });
});
