import {
  createApi,
  createCall,
  deleteApi,
  deleteCall,
  getProject,
  getProjectTree,
  listProjects,
  renameProject,
} from '@jackfield/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addMember, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

test('a person sees the projects of every workspace they are in, with their role there, and no other', async () => {
  const owner = await signUpOwner(server);
  const viewer = await addMember(server, owner, 'viewer');
  const { projects } = await viewer.client.call(listProjects);
  expect(projects.map(({ id, role }) => [id === owner.project.id, role])).toEqual([
    [true, 'viewer'],
    [false, 'owner'],
  ]);
  expect((await owner.client.call(listProjects)).projects).toHaveLength(1);
});

test('renaming counts the version up and leaves the slug, which programs call', async () => {
  const { client, project } = await signUpOwner(server);
  const params = { projectId: project.id };
  const renamed = await client.call(renameProject, { params, body: { name: '  Shop  ', version: 1 } });
  expect(renamed).toEqual({ ...project, name: 'Shop', version: 2 });
  expect(await client.call(getProject, { params })).toEqual(renamed);
});

test('renaming what somebody else renamed tells what stands now', async () => {
  const { client, project } = await signUpOwner(server);
  const params = { projectId: project.id };
  await client.call(renameProject, { params, body: { name: 'Mine', version: 1 } });
  const problem = await client.problem(renameProject, { params, body: { name: 'Yours', version: 1 } });
  expect(problem).toMatchObject({ code: 'version_conflict', current: { name: 'Mine', version: 2 } });
});

test('of two renames at the same moment one wins and the other is told', async () => {
  const { client, project } = await signUpOwner(server);
  const answers = await Promise.all(
    ['A', 'B', 'C'].map((name) =>
      client.send(renameProject, { params: { projectId: project.id }, body: { name, version: 1 } }),
    ),
  );
  expect(answers.map((res) => res.status).sort()).toEqual([200, 409, 409]);
});

test('the tree holds APIs and calls in order, without the trash', async () => {
  const { client, project } = await signUpOwner(server);
  const params = { projectId: project.id };
  const api = async (name: string) => client.call(createApi, { params, body: { name } });
  const [stripe, gone, github] = [await api('Stripe'), await api('Gone'), await api('GitHub')];
  const call = async (apiId: string, name: string) => client.call(createCall, { params: { apiId }, body: { name } });
  const charge = await call(stripe.id, 'Create charge');
  const deleted = await call(stripe.id, 'Deleted');
  const refund = await call(stripe.id, 'A refund');
  await call(gone.id, 'Inside');
  await client.call(deleteApi, { params: { apiId: gone.id } });
  await client.call(deleteCall, { params: { callId: deleted.id } });
  const { apis } = await client.call(getProjectTree, { params });
  expect(apis.map(({ id, calls }) => [id, calls.map((line) => line.id)])).toEqual([
    [stripe.id, [charge.id, refund.id]],
    [github.id, []],
  ]);
  expect(apis[0]?.calls[0]).toEqual({
    id: charge.id,
    apiId: stripe.id,
    name: 'Create charge',
    slug: 'create-charge',
    method: 'GET',
    useAs: 'data',
    position: 0,
    initialization: 'never',
  });
});
