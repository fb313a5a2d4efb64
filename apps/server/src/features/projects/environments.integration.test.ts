import { emptyApiDocument } from '@jackfield/connector';
import {
  createApi,
  createEnvironment,
  deleteEnvironment,
  getApi,
  listValues,
  renameEnvironment,
  setVariable,
} from '@jackfield/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
let owner: Owner;
beforeAll(async () => {
  server = await startTestServer();
  owner = await signUpOwner(server);
});
afterAll(() => server.stop());

test('an environment is added, renamed without a new slug, and deleted with all that was in it', async () => {
  const { client, project } = owner;
  const params = { projectId: project.id };
  const added = await client.call(createEnvironment, { params, body: { name: 'Staging' } });
  expect(added.environments.map(({ name, slug, runs }) => [name, slug, runs])).toEqual([
    ['Development', 'development', 'draft'],
    ['Live', 'live', 'published'],
    ['Staging', 'staging', 'draft'],
  ]);
  const staging = added.environments[2];
  if (!staging) throw new Error('There is a third environment.');
  const where = { ...params, environmentId: staging.id };
  const taken = await client.problem(createEnvironment, { params, body: { name: 'staging' } });
  expect(taken).toMatchObject({ code: 'name_taken', errors: [{ path: ['body', 'name'] }] });
  const renamed = await client.call(renameEnvironment, { params: where, body: { name: 'Test' } });
  expect(renamed.environments[2]).toMatchObject({ name: 'Test', slug: 'staging' });

  await client.call(setVariable, { params, body: { name: 'region', environmentId: staging.id, value: 'eu' } });
  const { id: apiId } = await client.call(createApi, {
    params,
    body: {
      name: 'Shop',
      document: {
        ...emptyApiDocument(),
        baseUrls: { [staging.id]: 'https://staging.example.com', [owner.development.id]: 'https://dev.example.com' },
        auth: { kind: 'basic', shared: {}, byEnvironment: { [staging.id]: { username: 'ann' } } },
      },
    },
  });
  await client.call(deleteEnvironment, { params: where });
  expect((await client.call(listValues, { params })).variables).toEqual([]);
  const api = await client.call(getApi, { params: { apiId } });
  expect(api.document).toMatchObject({
    baseUrls: { [owner.development.id]: 'https://dev.example.com' },
    auth: { byEnvironment: {} },
  });
  expect(Object.keys(api.document.baseUrls)).toEqual([owner.development.id]);
  expect(api.version).toBe(2);
  expect(await client.problem(deleteEnvironment, { params: where })).toMatchObject({ code: 'not_found' });
});

test('Live and the last environment beside it stay', async () => {
  const { client, project } = owner;
  for (const environment of [owner.live, owner.development]) {
    const params = { projectId: project.id, environmentId: environment.id };
    expect(await client.problem(deleteEnvironment, { params })).toMatchObject({ code: 'environment_needed' });
  }
});
