import {
  createApi,
  createCall,
  createProject,
  duplicateApi,
  getApi,
  getProjectTree,
  listProjects,
  listValues,
  moveApi,
  moveCall,
  setSecret,
} from '@jackfield/contracts';
import { startUpstream } from '@jackfield/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initializeAndSave, makeCall } from '../../testing/make-call.ts';
import { addMember, type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

async function names({ client, project }: Owner): Promise<Record<string, string[]>> {
  const { apis } = await client.call(getProjectTree, { params: { projectId: project.id } });
  return Object.fromEntries(apis.map(({ name, calls }) => [name, calls.map((call) => call.name)]));
}

test('APIs and calls stand where they were put, whatever was added, copied and moved before', async () => {
  const owner = await signUpOwner(server);
  const { client, project } = owner;
  const params = { projectId: project.id };
  const add = (name: string) => client.call(createApi, { params, body: { name } });
  const [a, b, c] = [await add('A'), await add('B'), await add('C')];
  await client.call(moveApi, { params: { apiId: c.id }, body: { beforeId: a.id } });
  expect(Object.keys(await names(owner))).toEqual(['C', 'A', 'B']);
  await client.call(moveApi, { params: { apiId: c.id }, body: { beforeId: null } });
  expect(Object.keys(await names(owner))).toEqual(['A', 'B', 'C']);
  const made = [];
  for (const name of ['one', 'two', 'three']) {
    made.push(await client.call(createCall, { params: { apiId: a.id }, body: { name } }));
  }
  const [one, two, three] = made;
  await client.call(moveCall, { params: { callId: three?.id ?? '' }, body: { beforeId: two?.id ?? '' } });
  await client.call(createCall, { params: { apiId: a.id }, body: { name: 'four' } });
  expect((await names(owner)).A).toEqual(['one', 'three', 'two', 'four']);
  const stranger = await client.call(createCall, { params: { apiId: b.id }, body: { name: 'elsewhere' } });
  const problem = await client.problem(moveCall, {
    params: { callId: one?.id ?? '' },
    body: { beforeId: stranger.id },
  });
  expect(problem).toMatchObject({ code: 'invalid_request', errors: [{ path: ['body', 'beforeId'] }] });
  expect((await names(owner)).A).toEqual(['one', 'three', 'two', 'four']);
});

test('a copy of an API has its calls as initialized as they were, below it, and none of its secrets', async () => {
  const upstream = await startUpstream();
  const allowing = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
  const owner = await signUpOwner(allowing);
  const { client, project } = owner;
  const params = { projectId: project.id };
  const { api, call } = await makeCall(owner, upstream.origin);
  await initializeAndSave(owner, call);
  await makeCall(owner, upstream.origin);
  await client.call(setSecret, {
    params,
    body: {
      owner: { type: 'api', id: api.id },
      slot: 'auth.key',
      environmentId: owner.development.id,
      value: 'a key of some length',
    },
  });
  const copy = await client.call(duplicateApi, { params: { apiId: api.id } });
  expect(copy).toMatchObject({
    name: `Copy of ${api.name}`,
    document: (await client.call(getApi, { params: { apiId: api.id } })).document,
  });
  const { apis } = await client.call(getProjectTree, { params });
  expect(apis.map(({ id }) => id).indexOf(copy.id)).toBe(1);
  expect(apis[1]?.calls).toMatchObject([{ name: call.name, slug: call.slug, initialization: 'done' }]);
  const { secrets } = await client.call(listValues, { params });
  expect(secrets.filter(({ owner: of }) => of.type === 'api' && of.id === copy.id)).toEqual([]);
  await allowing.stop();
  await upstream.close();
}, 60_000);

test('a project is made by whoever may edit in the workspace, and by nobody else', async () => {
  const owner = await signUpOwner(server);
  const body = { workspaceId: owner.workspaceId, name: 'Second' };
  const made = await owner.client.call(createProject, { body });
  expect(made).toMatchObject({
    name: 'Second',
    role: 'owner',
    environments: [{ name: 'Development' }, { name: 'Live' }],
  });
  expect((await owner.client.call(listProjects)).projects.map(({ name }) => name)).toEqual(['My project', 'Second']);
  const viewer = await addMember(server, owner, 'viewer');
  expect(await viewer.client.problem(createProject, { body })).toMatchObject({ code: 'not_allowed' });
  const stranger = await signUpOwner(server);
  expect(await stranger.client.problem(createProject, { body })).toMatchObject({ code: 'not_found' });
  const editor = await addMember(server, owner, 'editor');
  expect((await editor.client.call(createProject, { body })).slug).not.toBe(made.slug);
});
