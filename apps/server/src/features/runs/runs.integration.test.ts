import { inputSchema } from '@jackfield/connector';
import {
  getKeptOfRun,
  getRun,
  getRunCharts,
  getRunSettings,
  listRuns,
  replayRun,
  runCall as runCallByHand,
  saveRunSettings,
} from '@jackfield/contracts';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { initializeAndSave, type MadeCall, makeCall, makeToken, runCall, runPath } from '../../testing/make-call.ts';
import { addMember, type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

/** No part of it stands in an id or a figure by chance. */
const CARD = 'zq40 wx12 vk56 yh90';

let upstream: Upstream;
let server: TestServer;
let owner: Owner;
let made: MadeCall;
let token: string;
const params = () => ({ projectId: owner.project.id });

beforeAll(async () => {
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
  owner = await signUpOwner(server);
  token = await makeToken(owner);
  const inputs = [
    inputSchema.parse({ name: 'city', testValue: 'Ulm' }),
    inputSchema.parse({ name: 'card', isSensitive: true, isRequired: false }),
  ];
  made = await makeCall(owner, upstream.origin, {
    call: {
      url: '/echo?city=[city]&card=[card]',
      method: 'POST',
      useAs: 'both',
      inputs,
      body: { kind: 'json', template: '{"city": <city>}' },
    },
  });
  await initializeAndSave(owner, made.call);
});
afterAll(async () => {
  await server.stop();
  await upstream.close();
});

const list = (query: Parameters<typeof owner.client.call<typeof listRuns>>[1] = {}) =>
  owner.client.call(listRuns, { params: params(), ...query });

describe('a run is recorded', () => {
  test('whoever made it, newest first, with the request as sent and its secrets masked', async () => {
    const before = (await list()).runs;
    expect(before).toMatchObject([{ by: 'initialization', as: null, ok: true, actor: { name: 'Ann' } }]);
    const path = runPath(owner, made);
    const inputs = { city: 'Köln', card: CARD };
    expect((await runCall(server, `${path}?as=data`, token, { inputs })).status).toBe(200);
    await (await runCall(server, `${path}?as=action&answer=body`, token, { inputs })).arrayBuffer();
    await owner.client.stream(runCallByHand, {
      params: { callId: made.call.id },
      body: { environmentId: owner.development.id, as: 'data', inputs },
    });
    const { runs, next } = await list();
    expect(runs.slice(0, 3)).toMatchObject([
      { by: 'hand', as: 'data', actor: { id: owner.userId, name: 'Ann' } },
      { by: 'api', as: 'action', actor: { name: 'test' }, status: 200, ok: true, attempts: 1, method: 'POST' },
      { by: 'api', as: 'data', callId: made.call.id, apiId: made.api.id, environmentId: owner.development.id },
    ]);
    expect(next).toBeNull();
    const run = await owner.client.call(getRun, { params: { ...params(), runId: runs[2]?.id ?? '' } });
    expect(run.request).toMatchObject({ method: 'POST', body: null, bodyBytes: 17 });
    expect(run.url).toContain('city=K%C3%B6ln');
    expect(JSON.stringify(run)).not.toMatch(/zq40|wx12|vk56|yh90/);
    expect(run.headers['content-type']).toContain('json');
    expect(run.timing.totalMs).toBeGreaterThan(0);
  });

  test('with inputs that are not sensitive, sealed; a body only where the project keeps it', async () => {
    const [run] = (await list({ query: { by: 'api' } })).runs;
    const at = { params: { ...params(), runId: run?.id ?? '' } };
    expect(await owner.client.call(getKeptOfRun, at)).toEqual({
      kept: { inputs: { city: 'Köln' }, omitted: ['card'], requestBody: null, responseBody: null },
    });
    const { version } = await owner.client.call(getRunSettings, { params: params() });
    const settings = { runDaysKept: 7, runsKeptMax: 50, keepsBodies: true };
    const saved = await owner.client.call(saveRunSettings, { params: params(), body: { ...settings, version } });
    expect(saved).toMatchObject({ ...settings, version: version + 1 });
    const refused = await owner.client.problem(saveRunSettings, { params: params(), body: { ...settings, version } });
    expect(refused.code).toBe('version_conflict');
    await runCall(server, `${runPath(owner, made)}?as=data`, token, { inputs: { city: 'Bonn', card: CARD } });
    const [newest] = (await list()).runs;
    const { kept } = await owner.client.call(getKeptOfRun, { params: { ...params(), runId: newest?.id ?? '' } });
    expect(kept?.requestBody).toBe('{"city": "Bonn"}');
    expect(kept?.responseBody).toContain('Bonn');
    expect(JSON.stringify(kept)).not.toMatch(/zq40|wx12|vk56|yh90/);
    const stored = await server.ctx.repositories.runs.find(owner.project.id, newest?.id ?? '');
    expect(stored?.kept).toMatch(/^v1\./);

    const passed = await runCall(server, `${runPath(owner, made)}?as=data&answer=body`, token, {
      inputs: { city: 'Trier', card: CARD },
    });
    const body = await passed.text();
    const [last] = (await list()).runs;
    const ofLast = await owner.client.call(getKeptOfRun, { params: { ...params(), runId: last?.id ?? '' } });
    expect(ofLast.kept?.responseBody).toBe(body);
    expect(body).toContain('Trier');
  });

  test('also when nothing was sent, and when the upstream cannot be reached', async () => {
    const [lost, unset] = [await makeCall(owner, 'http://127.0.0.1:9'), await makeCall(owner, '')];
    for (const { call } of [lost, unset]) {
      await initializeAndSave(owner, call).catch(() => {});
    }
    const { runs } = await list({ query: { result: 'failed' } });
    expect(runs.map(({ callId, outcome, status }) => ({ callId, outcome, status }))).toEqual([
      { callId: unset.call.id, outcome: 'config', status: null },
      { callId: lost.call.id, outcome: 'blocked', status: null },
    ]);
    const run = await owner.client.call(getRun, { params: { ...params(), runId: runs[0]?.id ?? '' } });
    expect(run).toMatchObject({ request: null, url: '', error: { kind: 'config' } });
    expect((await list({ query: { result: 'blocked' } })).runs).toHaveLength(1);
  });
});

describe('the list', () => {
  test('is filtered by each of its filters, and paged by where the last page ended', async () => {
    const { runs } = await list();
    const [newest] = runs;
    const oldest = runs.at(-1);
    const ids = async (query: object) => (await list({ query })).runs.map(({ id }) => id);
    const of = (matches: (run: (typeof runs)[number]) => boolean) => runs.filter(matches).map(({ id }) => id);
    expect(await ids({ callId: made.call.id })).toEqual(of(({ callId }) => callId === made.call.id));
    expect(await ids({ apiId: made.api.id, result: 'ok' })).toEqual(of(({ apiId }) => apiId === made.api.id));
    expect(await ids({ environmentId: owner.live.id })).toEqual([]);
    expect(await ids({ actorId: owner.userId })).toEqual(of(({ actor }) => actor.id === owner.userId));
    expect(await ids({ by: 'initialization' })).toEqual(of(({ by }) => by === 'initialization'));
    expect(await ids({ text: 'k%C3%b6LN' })).toEqual(of(({ url }) => url.includes('K%C3%B6ln')));
    expect(await ids({ text: '%' })).toEqual(of(({ url }) => url.includes('%')));
    expect(await ids({ from: newest?.startedAt, to: newest?.startedAt })).toEqual([]);
    expect(await ids({ to: newest?.startedAt })).not.toContain(newest?.id);
    expect(await ids({ before: newest?.id })).toEqual(of(({ id }) => id !== newest?.id));
    expect(await ids({ before: oldest?.id })).toEqual([]);
  });

  test('and one run are for the members of its workspace', async () => {
    const stranger = await signUpOwner(server);
    const [run] = (await list()).runs;
    const other = { params: { projectId: stranger.project.id, runId: run?.id ?? '' } };
    for (const endpoint of [getRun, getKeptOfRun]) {
      expect((await stranger.client.problem(endpoint, other)).code).toBe('not_found');
    }
  });
});

describe('a replay', () => {
  test('sends what was kept again, and asks for what was not', async () => {
    const { runs } = await list({ query: { by: 'api', text: 'K%C3%B6ln' } });
    const at = { params: { ...params(), runId: runs.at(-1)?.id ?? '' } };
    const refused = await owner.client.problem(replayRun, { ...at, body: { inputs: {} } });
    expect(refused.errors).toEqual([
      {
        path: ['body', 'inputs', 'card'],
        message: 'The value of card was not kept with the run.',
        fix: 'Enter it again.',
      },
    ]);
    const events = await owner.client.stream(replayRun, { ...at, body: { inputs: { card: CARD } } });
    expect(events.at(-1)).toMatchObject({ type: 'end', ok: true });
    expect(upstream.requests.at(-1)?.url).toContain(encodeURIComponent('Köln'));
    const [replay] = (await list()).runs;
    const detail = await owner.client.call(getRun, { params: { ...params(), runId: replay?.id ?? '' } });
    expect(detail).toMatchObject({ by: 'hand', as: 'data', replayOf: at.params.runId });
  });

  test('of an action is not for viewers', async () => {
    const viewer = await addMember(server, owner, 'viewer');
    const [run] = (await list({ query: { by: 'api' } })).runs.filter(({ as }) => as === 'action');
    const at = { params: { ...params(), runId: run?.id ?? '' } };
    const problem = await viewer.client.problem(replayRun, { ...at, body: { inputs: { card: CARD } } });
    expect(problem.code).toBe('not_allowed');
  });
});

describe('charts', () => {
  test('count every run in its stretch, for a project, an API, a call and an environment', async () => {
    const chart = (query: object) =>
      owner.client.call(getRunCharts, { params: params(), query: { range: '3h', ...query } });
    const all = await chart({});
    const { runs } = await list();
    expect(all.points).toHaveLength(36);
    expect(all.total).toMatchObject({ runs: runs.length, failed: 2 });
    expect(all.points.reduce((sum, point) => sum + point.runs, 0)).toBe(runs.length);
    expect(all.total.p95Ms).toBeGreaterThanOrEqual(all.total.p50Ms ?? 0);
    expect(all.unrecorded).toBe(0);
    const ofCall = runs.filter(({ callId }) => callId === made.call.id).length;
    expect((await chart({ callId: made.call.id })).total).toMatchObject({ runs: ofCall, failed: 0 });
    expect((await chart({ apiId: made.api.id, range: '30d' })).total.runs).toBe(ofCall);
    expect((await chart({ environmentId: owner.live.id })).total).toEqual({
      runs: 0,
      failed: 0,
      p50Ms: null,
      p95Ms: null,
    });
  });
});
