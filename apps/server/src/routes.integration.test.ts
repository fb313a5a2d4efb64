import * as contracts from '@jackfield/contracts';
import { type Endpoint, getProject, ROLES, type Role } from '@jackfield/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasRole, isRole } from './caller.ts';
import { createRoutes } from './routes.ts';
import { addMember, type Owner, type Somebody, signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

/** Everything that contracts declares, found rather than listed. */
const ENDPOINTS = Object.entries<unknown>(contracts).filter((entry): entry is [string, Endpoint] =>
  isEndpoint(entry[1]),
);
const SIGNED_IN = ENDPOINTS.filter(([, endpoint]) => endpoint.may !== 'anyone');
const OF_MEMBERS = ENDPOINTS.filter(([, endpoint]) => isRole(endpoint.may));
const WITH_BODY = ENDPOINTS.filter(([, endpoint]) => !endpoint.body.safeParse(undefined).success);

let server: TestServer;
let owner: Owner;
let members: Record<Role, Somebody>;
let params: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer();
  owner = await signUpOwner(server);
  members = {
    owner,
    admin: await addMember(server, owner, 'admin'),
    editor: await addMember(server, owner, 'editor'),
    viewer: await addMember(server, owner, 'viewer'),
  };
  const projectId = owner.project.id;
  const api = await owner.client.call(contracts.createApi, { params: { projectId }, body: { name: 'Shop' } });
  const call = await owner.client.call(contracts.createCall, { params: { apiId: api.id }, body: { name: 'Orders' } });
  params = { projectId, apiId: api.id, callId: call.id, tokenId: 'none', secretId: 'none', name: 'none' };
});
afterAll(() => server.stop());

test('every endpoint of the contracts is registered once, and nothing else is', () => {
  const declared = ENDPOINTS.map(([, endpoint]) => `${endpoint.method} ${endpoint.path}`).sort();
  const registered = createRoutes(server.ctx).map(({ endpoint }) => `${endpoint.method} ${endpoint.path}`);
  expect(registered.sort()).toEqual(declared);
});

test('every stream is registered as one, and nothing else is', () => {
  for (const { endpoint, kind } of createRoutes(server.ctx)) expect(kind === 'stream').toBe(endpoint.isStream === true);
});

describe.each(SIGNED_IN)('%s', (_name, endpoint) => {
  test('is refused when not signed in', async () => {
    expect(await refusal(server.visitor(), endpoint)).toMatchObject({ status: 401, code: 'not_signed_in' });
  });
});

describe.each(OF_MEMBERS)('%s', (_name, endpoint) => {
  test('answers a stranger as if it were not there', async () => {
    const stranger = await signUpOwner(server);
    const problem = await refusal(stranger.client, endpoint);
    const missing = await refusal(owner.client, endpoint, 'no-such-id');
    expect(problem).toMatchObject({ status: 404, code: 'not_found' });
    expect(problem).toEqual({ ...missing, requestId: problem.requestId });
  });

  test('is refused to each role below the one it needs', async () => {
    const { may } = endpoint;
    for (const role of ROLES.filter((role) => isRole(may) && !hasRole(role, may))) {
      expect(await refusal(members[role].client, endpoint)).toMatchObject({ status: 403, code: 'not_allowed' });
    }
  });
});

describe.each(WITH_BODY)('%s', (_name, endpoint) => {
  test('is refused when its body is missing, no object, or has a field too many', async () => {
    for (const body of [undefined, [], 'text', { surprise: true }]) {
      const problem = await owner.client.problemOf(endpoint, params, body);
      expect(problem).toMatchObject({ status: 400, code: 'invalid_request' });
      expect(problem.errors?.every((error) => error.path[0] === 'body')).toBe(true);
    }
  });
});

test('a text that the database cannot keep is refused, naming the spot', async () => {
  const body = { name: 'a\0b' };
  const problem = await owner.client.problem(contracts.createApi, { params: { projectId: owner.project.id }, body });
  expect(problem).toMatchObject({ code: 'invalid_request', errors: [{ path: ['body', 'name'] }] });
});

test('a query that an endpoint does not know is refused', async () => {
  const res = await owner.client.fetch(`/api/projects/${owner.project.id}?deep=1`);
  expect(await res.json()).toMatchObject({ code: 'invalid_request', errors: [{ path: ['query'] }] });
});

test('an id that is too long, or no text at all, is not found, and nothing breaks', async () => {
  expect((await owner.client.problem(getProject, { params: { projectId: '\0' } })).code).toBe('not_found');
  const problem = await owner.client.problem(getProject, { params: { projectId: 'x'.repeat(2_000) } });
  expect(problem.code).toBe('not_found');
});

function refusal(client: Somebody['client'], endpoint: Endpoint, id?: string) {
  const names = Object.keys(params);
  return client.problemOf(
    endpoint,
    id === undefined ? params : Object.fromEntries(names.map((name) => [name, id])),
    endpoint.method === 'GET' ? undefined : {},
  );
}

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'may' in value && 'path' in value && 'method' in value;
}
