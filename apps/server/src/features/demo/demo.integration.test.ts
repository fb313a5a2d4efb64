import { addDemoApi, getApi, getProjectTree, getSession } from '@jackfield/contracts';
import { expect, test } from 'vitest';
import { eventsOf, initialize } from '../../testing/make-call.ts';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

async function withServer(hasDemo: boolean, work: (server: TestServer, owner: Owner) => Promise<void>): Promise<void> {
  const server = await startTestServer({}, { hasDemo, asEmbedded: hasDemo });
  try {
    await work(server, await signUpOwner(server));
  } finally {
    await server.stop();
  }
}

test('every call of the demo can be initialized on a server with default settings', async () => {
  await withServer(true, async (_server, owner) => {
    const params = { projectId: owner.project.id };
    expect(await owner.client.call(getSession)).toMatchObject({ hasDemo: true });
    const { apiId, callId } = await owner.client.call(addDemoApi, { params });
    const { apis } = await owner.client.call(getProjectTree, { params });
    expect(apis).toMatchObject([{ id: apiId, name: 'Demo shop' }]);
    const [api] = apis;
    expect(api?.calls[0]).toMatchObject({ id: callId, name: 'List customers' });
    const kinds = new Set<string>();
    for (const { id, name } of api?.calls ?? []) {
      // The drafts as they were made: version 1.
      const events = await initialize(owner, { id, version: 1 }, name === 'Slow' ? { seconds: '0' } : undefined);
      const status = name === 'Fail' ? 422 : name === 'Create order' ? 201 : 200;
      expect(eventsOf(events, 'end')[0], name).toMatchObject({ outcome: 'response', status, error: null });
      for (const { type } of events) kinds.add(type);
      if (name !== 'Fail') expect(eventsOf(events, 'shape')[0]?.fields.length, name).toBeGreaterThan(1);
    }
    expect(kinds).toContain('file');
  });
});

test('the address of the demo is open, the port next to it and other names of it are not', async () => {
  await withServer(true, async ({ ctx }) => {
    const { origin } = ctx.demoApi ?? { origin: '' };
    const limits = { connectMs: 2_000, firstByteMs: 2_000, betweenBytesMs: 2_000 };
    const get = (url: string) => ctx.egress.request({ method: 'GET', url, headers: [], body: null, limits });
    const answer = await get(`${origin}/customers/1`);
    expect(answer.status).toBe(200);
    for await (const _ of answer.body);
    const next = origin.replace(/\d+$/, (port) => String(Number(port) + 1));
    for (const url of [next, origin.replace('127.0.0.1', 'localhost'), origin.replace('127.0.0.1', '[::1]')]) {
      await expect(get(url), url).rejects.toMatchObject({ code: 'blocked' });
    }
  });
});

test('where there is no demo, nothing says so but the session', async () => {
  await withServer(false, async (_server, owner) => {
    expect(await owner.client.call(getSession)).toMatchObject({ hasDemo: false });
    const problem = await owner.client.problem(addDemoApi, { params: { projectId: owner.project.id } });
    expect(problem.code).toBe('not_found');
  });
});

test('a second demo has a name of its own', async () => {
  await withServer(true, async (_server, owner) => {
    const params = { projectId: owner.project.id };
    const ids = [await owner.client.call(addDemoApi, { params }), await owner.client.call(addDemoApi, { params })];
    const names = await Promise.all(
      ids.map(async ({ apiId }) => (await owner.client.call(getApi, { params: { apiId } })).name),
    );
    expect(names).toEqual(['Demo shop', 'Demo shop 2']);
  });
});
