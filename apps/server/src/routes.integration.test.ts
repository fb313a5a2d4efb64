import { randomUUID } from 'node:crypto';
import * as contracts from '@jackfield/contracts';
import { getProject } from '@jackfield/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRoutes } from './routes.ts';
import { ENDPOINTS } from './testing/endpoints.ts';
import { type Owner, signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

const WITH_BODY = ENDPOINTS.filter(([, endpoint]) => !endpoint.body.safeParse(undefined).success);

let server: TestServer;
let owner: Owner;
let params: Record<string, string>;

beforeAll(async () => {
  server = await startTestServer();
  owner = await signUpOwner(server);
  const projectId = owner.project.id;
  const api = await owner.client.call(contracts.createApi, { params: { projectId }, body: { name: 'Shop' } });
  const call = await owner.client.call(contracts.createCall, { params: { apiId: api.id }, body: { name: 'Orders' } });
  params = {
    projectId,
    apiId: api.id,
    callId: call.id,
    tokenId: 'none',
    secretId: 'none',
    name: 'none',
    runId: randomUUID(),
  };
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
