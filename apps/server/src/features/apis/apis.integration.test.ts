import { emptyApiDocument } from '@jackfield/connector';
import {
  createApi,
  createCall,
  deleteApi,
  getApi,
  getCall,
  getProjectTree,
  restoreApi,
  saveApi,
} from '@jackfield/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addMember, type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
let owner: Owner;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  owner = await signUpOwner(server);
});
afterAll(() => server.stop());

const create = (name: string) =>
  owner.client.call(createApi, { params: { projectId: owner.project.id }, body: { name } });

describe('creating', () => {
  test('starts with an empty document, a slug from the name, at the end', async () => {
    const first = await create('Stripe');
    const second = await create('  Über Stripe!  ');
    expect(first).toEqual({
      id: first.id,
      projectId: owner.project.id,
      name: 'Stripe',
      slug: 'stripe',
      position: 0,
      version: 1,
      document: emptyApiDocument(),
    });
    expect(second).toMatchObject({ name: 'Über Stripe!', slug: 'uber-stripe', position: 1 });
    expect(await owner.client.call(getApi, { params: { apiId: first.id } })).toEqual(first);
  });

  test('of another project’s environments, in the document, is refused, naming each', async () => {
    const other = await signUpOwner(server);
    const auth = { kind: 'none' as const, shared: {}, byEnvironment: { [other.live.id]: { name: 'x' } } };
    const baseUrls = { [owner.development.id]: 'https://a.example', [other.development.id]: 'https://b.example' };
    const body = { name: 'Mixed', document: { ...emptyApiDocument(), baseUrls, auth } };
    const problem = await owner.client.problem(createApi, { params: { projectId: owner.project.id }, body });
    expect(problem.code).toBe('invalid_request');
    expect(problem.errors?.map(({ path }) => path)).toEqual([
      ['body', 'document', 'baseUrls', other.development.id],
      ['body', 'document', 'auth', 'byEnvironment', other.live.id],
    ]);
  });

  test('keeps the document that came with it', async () => {
    const document = { ...emptyApiDocument(), baseUrls: { [owner.development.id]: 'https://api.example.com/v1' } };
    const api = await owner.client.call(createApi, {
      params: { projectId: owner.project.id },
      body: { name: 'Shop', document },
    });
    expect((await owner.client.call(getApi, { params: { apiId: api.id } })).document).toEqual(document);
  });

  test('refuses a name twice in a project, and takes it in another', async () => {
    await create('Stripe');
    const problem = await owner.client.problem(createApi, {
      params: { projectId: owner.project.id },
      body: { name: ' Stripe' },
    });
    expect(problem).toMatchObject({ code: 'name_taken', errors: [{ path: ['body', 'name'] }] });
    const other = await signUpOwner(server);
    const taken = { params: { projectId: other.project.id }, body: { name: 'Stripe' } };
    expect((await other.client.call(createApi, taken)).slug).toBe('stripe');
  });

  test('gives another slug to a name that only looks different', async () => {
    expect((await create('Stripe')).slug).toBe('stripe');
    expect((await create('stripe')).slug).toBe('stripe-2');
    expect((await create('Stripe!')).slug).toBe('stripe-3');
  });

  test('of several at the same moment with one name, makes one', async () => {
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        owner.client.send(createApi, { params: { projectId: owner.project.id }, body: { name: 'Stripe' } }),
      ),
    );
    expect(answers.map((res) => res.status).sort()).toEqual([200, 409, 409, 409]);
  });
});

describe('saving', () => {
  test('changes name and document, counts the version up and keeps the slug', async () => {
    const api = await create('Stripe');
    const document = { ...api.document, notes: 'Ask Bob for the key.' };
    const params = { apiId: api.id };
    const saved = await owner.client.call(saveApi, { params, body: { name: 'Stripe EU', document, version: 1 } });
    expect(saved).toEqual({ ...api, name: 'Stripe EU', document, version: 2 });
    expect(await owner.client.call(getApi, { params })).toEqual(saved);
  });

  test('is told what stands now when somebody saved in between, and loses neither', async () => {
    const api = await create('Stripe');
    const editor = await addMember(server, owner, 'editor');
    const body = { name: 'Stripe', document: { ...api.document, notes: 'theirs' }, version: 1 };
    const theirs = await editor.client.call(saveApi, { params: { apiId: api.id }, body });
    const problem = await owner.client.problem(saveApi, {
      params: { apiId: api.id },
      body: { ...body, document: { ...api.document, notes: 'mine' } },
    });
    expect(problem).toMatchObject({ status: 409, code: 'version_conflict', current: theirs });
    expect(await owner.client.call(getApi, { params: { apiId: api.id } })).toEqual(theirs);
  });

  test('refuses the name of another API', async () => {
    await create('Stripe');
    const api = await create('GitHub');
    const body = { name: 'Stripe', document: api.document, version: 1 };
    const problem = await owner.client.problem(saveApi, { params: { apiId: api.id }, body });
    expect(problem).toMatchObject({ code: 'name_taken', errors: [{ path: ['body', 'name'] }] });
  });

  test('refuses a document that is not one, naming the spot', async () => {
    const api = await create('Stripe');
    const headers = [{ id: '1', kind: 'fixed', key: 'A', value: 'b', extra: true }];
    const body = { name: 'Stripe', version: 1, document: { ...api.document, headers } };
    const problem = await owner.client.problemOf(saveApi, { apiId: api.id }, body);
    expect(problem.errors).toMatchObject([{ path: ['body', 'document', 'headers', 0] }]);
  });

  test('refuses a sensitive input that carries a test value', async () => {
    const api = await create('Stripe');
    const inputs = [{ name: 'key', isSensitive: true, testValue: 'sk_live_1' }];
    const problem = await owner.client.problem(saveApi, {
      params: { apiId: api.id },
      body: { name: 'Stripe', version: 1, document: { ...api.document, inputs } },
    });
    expect(problem.errors).toMatchObject([{ path: ['body', 'document', 'inputs', 0, 'testValue'] }]);
    expect(JSON.stringify(problem)).not.toContain('sk_live_1');
  });
});

test('APIs that are made at once, with names of one slug, are all made, each with a slug and a place of its own', async () => {
  const names = ['My shop', 'my shop', 'MY SHOP', 'my-shop', 'my_shop', 'My Shop'];
  const apis = await Promise.all(names.map(create));
  expect(new Set(apis.map(({ slug }) => slug)).size).toBe(names.length);
  expect(new Set(apis.map(({ position }) => position)).size).toBe(names.length);
});

describe('the trash', () => {
  test('takes the API with its calls, and gives both back', async () => {
    const api = await create('Stripe');
    const params = { apiId: api.id };
    const call = await owner.client.call(createCall, { params, body: { name: 'Charge' } });
    expect(await owner.client.call(deleteApi, { params })).toEqual({ done: true });
    expect((await owner.client.problem(getApi, { params })).code).toBe('not_found');
    expect((await owner.client.problem(getCall, { params: { callId: call.id } })).code).toBe('not_found');
    expect((await owner.client.problem(deleteApi, { params })).code).toBe('not_found');
    const restored = await owner.client.call(restoreApi, { params });
    expect(restored).toEqual({ ...api, version: 3 });
    expect(await owner.client.call(getCall, { params: { callId: call.id } })).toEqual(call);
    expect(await owner.client.call(restoreApi, { params })).toEqual(restored);
  });

  test('frees the name; a restore then says that it is taken', async () => {
    const first = await create('Stripe');
    await owner.client.call(deleteApi, { params: { apiId: first.id } });
    const second = await create('Stripe');
    expect(second.slug).toBe('stripe');
    expect((await owner.client.problem(restoreApi, { params: { apiId: first.id } })).code).toBe('name_taken');
    const body = { name: 'Stripe 2', document: second.document, version: 1 };
    await owner.client.call(saveApi, { params: { apiId: second.id }, body });
    const restored = await owner.client.call(restoreApi, { params: { apiId: first.id } });
    expect(restored).toMatchObject({ name: 'Stripe', slug: 'stripe-2' });
    const { apis } = await owner.client.call(getProjectTree, { params: { projectId: owner.project.id } });
    expect(apis.map((line) => line.slug)).toEqual(['stripe-2', 'stripe']);
  });
});

test('every change is written down with who made it, before and after', async () => {
  const api = await create('Stripe');
  const params = { apiId: api.id };
  const body = { name: 'Stripe', document: { ...api.document, notes: 'new' }, version: 1 };
  await owner.client.call(saveApi, { params, body });
  await owner.client.problem(saveApi, { params, body });
  await owner.client.call(deleteApi, { params });
  await owner.client.call(restoreApi, { params });
  const trail = await server.ctx.repositories.audit.ofSubject(owner.workspaceId, api.id);
  expect(trail.map((event) => [event.action, event.actorId])).toEqual(
    ['api.create', 'api.save', 'api.delete', 'api.restore'].map((action) => [action, owner.userId]),
  );
  expect(trail[1]?.change).toMatchObject({
    before: { document: { notes: '' } },
    after: { document: { notes: 'new' } },
  });
});
