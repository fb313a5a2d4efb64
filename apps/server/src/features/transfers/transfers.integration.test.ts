import { emptyApiDocument, emptyCallDocument, inputSchema } from '@jackfield/connector';
import {
  copyApi,
  copyCall,
  createApi,
  createCall,
  createEnvironment,
  createProject,
  getCall,
  getProjectTree,
  listValues,
  moveCallToApi,
  type Project,
  setSecret,
  setVariable,
} from '@jackfield/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const CANARY = 'canary-of-the-transfers-1b7e';
const row = (id: string, key: string) => ({ id, key, isEnabled: true, kind: 'fixed' as const, value: `{{${key}}}` });
let server: TestServer;
let owner: Owner;
/** Another project of the same workspace. */
let other: Project;
beforeAll(async () => {
  server = await startTestServer();
  owner = await signUpOwner(server);
  other = await owner.client.call(createProject, { body: { workspaceId: owner.workspaceId, name: 'Other' } });
});
afterAll(() => server.stop());

/** An API with what can be lost on the way: an environment of its own, shared rows, inputs, secrets, names. */
async function makeApi(name: string) {
  const { client, project, development } = owner;
  const params = { projectId: project.id };
  const withStaging = await client.call(createEnvironment, { params, body: { name: `Staging ${name}` } });
  const staging = withStaging.environments.at(-1)?.id ?? '';
  const api = await client.call(createApi, {
    params,
    body: {
      name,
      document: {
        ...emptyApiDocument(),
        auth: { kind: 'bearer', shared: {}, byEnvironment: {} },
        baseUrls: { [development.id]: 'https://api.example.com', [staging]: 'https://staging.example.com' },
        headers: [row('h1', 'tenant'), row('h2', 'known')],
        inputs: [inputSchema.parse({ name: 'page', testValue: '2' })],
      },
    },
  });
  const call = await client.call(createCall, {
    params: { apiId: api.id },
    body: {
      name: 'List',
      document: {
        ...emptyCallDocument(),
        url: '/things/[page]/[token]',
        inputs: [inputSchema.parse({ name: 'token', isSensitive: true })],
        disabledSharedRows: ['h2'],
      },
    },
  });
  for (const [owner, slot] of [
    [{ type: 'api', id: api.id }, 'auth.token'],
    [{ type: 'call', id: call.id }, 'input.token'],
  ] as const) {
    const body = { owner, slot, environmentId: development.id, value: `${CANARY} ${slot}` };
    await client.call(setSecret, { params, body });
  }
  return { api, call };
}

test('an API is copied into another project, and what has to be set there again is told', async () => {
  const { client } = owner;
  const { api } = await makeApi('Shop');
  const there = { projectId: other.id };
  const [development] = other.environments;
  const variable = { name: 'known', environmentId: development?.id ?? '', value: 'x' };
  await client.call(setVariable, { params: there, body: variable });
  const { api: copy, report } = await client.call(copyApi, { params: { apiId: api.id }, body: there });
  expect(copy).toMatchObject({ projectId: other.id, name: 'Shop', slug: 'shop' });
  expect(copy.document.baseUrls).toEqual({ [development?.id ?? '']: 'https://api.example.com' });
  expect(report).toEqual({
    renamedTo: null,
    unknownNames: ['tenant'],
    secretsToEnter: ['Token', 'Test value of token, List'],
    environmentsLeftOut: ['Staging Shop'],
    inputsBrought: [],
    rowsLost: [],
    rowsGained: [],
    auth: null,
  });
  const { apis } = await client.call(getProjectTree, { params: there });
  expect(apis.map(({ name, calls }) => [name, calls.map((call) => call.name)])).toEqual([['Shop', ['List']]]);
  expect((await client.call(listValues, { params: there })).secrets).toEqual([]);
  const again = await client.call(copyApi, { params: { apiId: api.id }, body: there });
  expect(again).toMatchObject({ api: { name: 'Shop 2', slug: 'shop-2' }, report: { renamedTo: 'Shop 2' } });
  const events = await owner.client.call(getProjectTree, { params: { projectId: owner.project.id } });
  expect(JSON.stringify([copy, report, apis, again, events])).not.toContain(CANARY);
});

test('a call is copied below another API with the inputs it needs, and what is sent differently is told', async () => {
  const { client } = owner;
  const { call } = await makeApi('Books');
  const target = await client.call(createApi, {
    params: { projectId: other.id },
    body: { name: 'Elsewhere', document: { ...emptyApiDocument(), headers: [row('n1', 'fresh')] } },
  });
  const { call: copy, report } = await client.call(copyCall, {
    params: { callId: call.id },
    body: { apiId: target.id },
  });
  expect(copy).toMatchObject({ apiId: target.id, projectId: other.id, name: 'List' });
  expect(copy.document.inputs.map(({ name }) => name)).toEqual(['token', 'page']);
  expect(copy.document.disabledSharedRows).toEqual([]);
  expect(report).toMatchObject({
    inputsBrought: ['page'],
    secretsToEnter: ['Test value of token, List'],
    rowsLost: [{ kind: 'header', key: 'tenant' }],
    rowsGained: [{ kind: 'header', key: 'fresh' }],
    auth: { from: 'Bearer token', to: 'None or self-handled' },
  });
  expect((await client.call(getCall, { params: { callId: call.id } })).apiId).toBe(call.apiId);
});

test('a call is moved to another API of its project, with its secrets, and the move is taken back', async () => {
  const { client, project } = owner;
  const { api, call } = await makeApi('Tools');
  const last = await client.call(createCall, { params: { apiId: api.id }, body: { name: 'Last' } });
  const target = await client.call(createApi, { params: { projectId: project.id }, body: { name: 'Target' } });
  await client.call(createCall, { params: { apiId: target.id }, body: { name: 'List' } });
  const params = { callId: call.id };
  const original = await client.call(getCall, { params });
  const moved = await client.call(moveCallToApi, { params, body: { apiId: target.id } });
  expect(moved.call).toMatchObject({ apiId: target.id, name: 'List 2', slug: 'list-2' });
  expect(moved.report).toMatchObject({ renamedTo: 'List 2', inputsBrought: ['page'] });
  const { secrets } = await client.call(listValues, { params: { projectId: project.id } });
  expect(secrets).toContainEqual(
    expect.objectContaining({ owner: { type: 'call', id: call.id }, slot: 'input.token' }),
  );
  expect(moved.before).toMatchObject({ apiId: api.id, beforeId: last.id, as: { name: 'List', slug: 'list' } });
  await client.call(moveCallToApi, { params, body: moved.before });
  const { version: _, position: __, ...back } = await client.call(getCall, { params });
  expect(original).toMatchObject(back);
  const { apis } = await client.call(getProjectTree, { params: { projectId: project.id } });
  expect(apis.find(({ id }) => id === api.id)?.calls.map(({ name }) => name)).toEqual(['List', 'Last']);
});

test('nothing goes where one may not edit, and a call leaves its project only as a copy', async () => {
  const { api, call } = await makeApi('Guarded');
  const stranger = await signUpOwner(server);
  await server.ctx.auth.api.addMember({
    body: { userId: stranger.userId, organizationId: owner.workspaceId, role: 'viewer' },
  });
  const foreign = await stranger.client.call(createApi, {
    params: { projectId: stranger.project.id },
    body: { name: 'Theirs' },
  });
  const elsewhere = await owner.client.call(createApi, { params: { projectId: other.id }, body: { name: 'Mine' } });
  const ask = (client: Owner['client'], apiId: string) =>
    client.problem(copyCall, { params: { callId: call.id }, body: { apiId } });
  expect(await ask(owner.client, foreign.id)).toMatchObject({ code: 'not_found' });
  expect(
    await owner.client.problem(copyApi, { params: { apiId: api.id }, body: { projectId: stranger.project.id } }),
  ).toMatchObject({ code: 'not_found' });
  // Who may only look at the source copies nothing out of it, and who may only look at the target nothing into it.
  expect(await ask(stranger.client, foreign.id)).toMatchObject({ code: 'not_allowed' });
  expect(
    await stranger.client.problem(copyApi, { params: { apiId: foreign.id }, body: { projectId: other.id } }),
  ).toMatchObject({ code: 'not_allowed' });
  expect(
    await owner.client.problem(moveCallToApi, { params: { callId: call.id }, body: { apiId: elsewhere.id } }),
  ).toMatchObject({ code: 'not_found' });
});
