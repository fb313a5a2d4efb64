import { type CallDocument, emptyCallDocument } from '@jackfield/connector';
import {
  type Api,
  createApi,
  createCall,
  deleteApi,
  deleteCall,
  duplicateCall,
  getCall,
  getProjectTree,
  restoreCall,
  saveApi,
  saveCall,
} from '@jackfield/contracts';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { initializeAndSave, makeCall } from '../../testing/make-call.ts';
import { addMember, type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let upstream: Upstream;
let server: TestServer;
let owner: Owner;
let api: Api;
beforeAll(async () => {
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
});
beforeEach(async () => {
  owner = await signUpOwner(server);
  api = await owner.client.call(createApi, { params: { projectId: owner.project.id }, body: { name: 'Shop' } });
});
afterAll(async () => {
  await server.stop();
  await upstream.close();
});

const create = (name: string, change: Partial<CallDocument> = {}) =>
  owner.client.call(createCall, {
    params: { apiId: api.id },
    body: { name, document: { ...emptyCallDocument(), ...change } },
  });
const tree = async () => {
  const { apis } = await owner.client.call(getProjectTree, { params: { projectId: owner.project.id } });
  return apis[0]?.calls ?? [];
};

describe('creating', () => {
  test('starts with an empty document, never initialized, at the end of its API', async () => {
    const call = await owner.client.call(createCall, { params: { apiId: api.id }, body: { name: 'Orders' } });
    expect(call).toEqual({
      id: call.id,
      apiId: api.id,
      projectId: owner.project.id,
      name: 'Orders',
      slug: 'orders',
      position: 0,
      version: 1,
      document: emptyCallDocument(),
      initialization: 'never',
      shape: null,
      errorShape: null,
    });
    expect(await owner.client.call(getCall, { params: { callId: call.id } })).toEqual(call);
    expect((await create('Customers')).position).toBe(1);
  });

  test('refuses a name twice in an API, and takes it in another', async () => {
    await create('Orders');
    const problem = await owner.client.problem(createCall, { params: { apiId: api.id }, body: { name: 'Orders' } });
    expect(problem).toMatchObject({ code: 'name_taken', errors: [{ path: ['body', 'name'] }] });
    const other = await owner.client.call(createApi, {
      params: { projectId: owner.project.id },
      body: { name: 'Other' },
    });
    await owner.client.call(createCall, { params: { apiId: other.id }, body: { name: 'Orders' } });
  });

  test('is refused in an API that is in the trash', async () => {
    await owner.client.call(deleteApi, { params: { apiId: api.id } });
    const problem = await owner.client.problem(createCall, { params: { apiId: api.id }, body: { name: 'Orders' } });
    expect(problem.code).toBe('not_found');
  });
});

describe('saving', () => {
  test('changes what the tree shows, counts the version up and keeps the slug', async () => {
    const call = await create('Orders');
    const document: CallDocument = { ...call.document, method: 'POST', useAs: 'action', url: '/orders/[id]' };
    const params = { callId: call.id };
    const saved = await owner.client.call(saveCall, { params, body: { name: 'New order', document, version: 1 } });
    expect(saved).toEqual({ ...call, name: 'New order', document, version: 2 });
    expect(await tree()).toMatchObject([{ name: 'New order', slug: 'orders', method: 'POST', useAs: 'action' }]);
  });

  test('gives back the document as it was saved, rows and inputs in order', async () => {
    const call = await create('Orders');
    const row = { id: 'r1', kind: 'input', key: 'q', input: 'q', template: '<value>', place: 'query' } as const;
    const document: CallDocument = {
      ...call.document,
      parameters: [
        { ...row, listFormat: 'comma', dateFormat: 'date', isEnabled: true },
        { id: 'r0', kind: 'fixed', key: '__proto__', value: '{{a}} é "\\', isEnabled: false, place: 'body' },
      ],
      body: {
        kind: 'raw',
        contentType: 'text/xml',
        template: '<a>_*_x_*_</a>',
        escapes: { x: 'xml' },
        readsAngleBrackets: false,
      },
    };
    const body = { name: 'Orders', document, version: 1 };
    await owner.client.call(saveCall, { params: { callId: call.id }, body });
    expect((await owner.client.call(getCall, { params: { callId: call.id } })).document).toEqual(document);
  });

  test('is told what stands now when somebody saved in between, and loses neither', async () => {
    const call = await create('Orders');
    const editor = await addMember(server, owner, 'editor');
    const body = { name: 'Orders', document: { ...call.document, notes: 'theirs' }, version: 1 };
    const params = { callId: call.id };
    const theirs = await editor.client.call(saveCall, { params, body });
    const problem = await owner.client.problem(saveCall, {
      params,
      body: { ...body, document: { ...call.document, notes: 'mine' } },
    });
    expect(problem).toMatchObject({ status: 409, code: 'version_conflict', current: theirs });
    const mine = { ...body, document: { ...call.document, notes: 'mine' }, version: 2 };
    expect((await owner.client.call(saveCall, { params, body: mine })).version).toBe(3);
  });

  test('of several at the same moment, one wins and the others are told', async () => {
    const call = await create('Orders');
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((notes) =>
        owner.client.send(saveCall, {
          params: { callId: call.id },
          body: { name: 'Orders', document: { ...call.document, notes }, version: 1 },
        }),
      ),
    );
    expect(answers.map((res) => res.status).sort()).toEqual([200, 409, 409, 409]);
  });

  test('refuses a sensitive input that carries a test value, and stores nothing of it', async () => {
    const call = await create('Orders');
    const inputs = [
      { name: 'page', testValue: '1' },
      { name: 'key', isSensitive: true, testValue: 'sk_live_123' },
    ];
    const problem = await owner.client.problem(saveCall, {
      params: { callId: call.id },
      body: { name: 'Orders', version: 1, document: { ...call.document, inputs } },
    });
    expect(problem).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: ['body', 'document', 'inputs', 1, 'testValue'] }],
    });
    expect(JSON.stringify(problem)).not.toContain('sk_live_123');
    expect((await owner.client.call(getCall, { params: { callId: call.id } })).version).toBe(1);
  });

  test('names every field that is wrong at once', async () => {
    const call = await create('Orders');
    const document = { ...call.document, method: 'GET IT', tries: 9, inputs: [{ name: '1st' }] };
    const problem = await owner.client.problemOf(saveCall, { callId: call.id }, { name: '', version: 0, document });
    expect(problem.errors?.map((error) => error.path.join('.')).sort()).toEqual([
      'body.document.inputs.0.name',
      'body.document.method',
      'body.document.tries',
      'body.name',
      'body.version',
    ]);
  });
});

describe('duplicating', () => {
  test('puts a copy right below, under a name of its own', async () => {
    const call = await create('Orders', { url: '/orders' });
    await create('Last');
    const copy = await owner.client.call(duplicateCall, { params: { callId: call.id } });
    expect(copy).toMatchObject({ name: 'Copy of Orders', slug: 'copy-of-orders', version: 1, document: call.document });
    const second = await owner.client.call(duplicateCall, { params: { callId: call.id } });
    expect(second).toMatchObject({ name: 'Copy of Orders 2', slug: 'copy-of-orders-2' });
    expect((await tree()).map((line) => line.name)).toEqual(['Orders', 'Copy of Orders 2', 'Copy of Orders', 'Last']);
  });
});

describe('a saved shape', () => {
  const save = async (callId: string, version: number, document: CallDocument) =>
    owner.client.call(saveCall, { params: { callId }, body: { name: 'Echo', document, version } });

  test('holds until the call changes in what matters, and must be made anew for another response type', async () => {
    const made = await makeCall(owner, upstream.origin);
    const call = await initializeAndSave(owner, made.call);
    const { id, version, document } = call;
    expect(call.initialization).toBe('done');
    expect((await save(id, version, { ...document, notes: 'n' })).initialization).toBe('done');
    expect((await save(id, version + 1, { ...document, method: 'POST' })).initialization).toBe('should');
    const must = await save(id, version + 2, { ...document, responseType: 'text' });
    expect(must).toMatchObject({ initialization: 'must', shape: { version: 1 } });
    expect((await save(id, version + 3, document)).initialization).toBe('done');
  });

  test('holds until the base URL of its environment changes', async () => {
    const made = await makeCall(owner, upstream.origin);
    const { id } = await initializeAndSave(owner, made.call);
    const { baseUrls } = made.api.document;
    const saveBaseUrls = (version: number, changed: Record<string, string>) =>
      owner.client.call(saveApi, {
        params: { apiId: made.api.id },
        body: {
          name: made.api.name,
          version,
          document: { ...made.api.document, baseUrls: { ...baseUrls, ...changed } },
        },
      });
    await saveBaseUrls(1, { [owner.live.id]: 'https://live.example' });
    expect((await owner.client.call(getCall, { params: { callId: id } })).initialization).toBe('done');
    await saveBaseUrls(2, { [owner.development.id]: 'https://other.example' });
    expect((await owner.client.call(getCall, { params: { callId: id } })).initialization).toBe('should');
    const { apis } = await owner.client.call(getProjectTree, { params: { projectId: owner.project.id } });
    expect(apis.flatMap(({ calls }) => calls.map((line) => line.initialization))).toEqual(['should']);
  });

  test('goes with a copy of the call', async () => {
    const made = await makeCall(owner, upstream.origin);
    const call = await initializeAndSave(owner, made.call);
    const copy = await owner.client.call(duplicateCall, { params: { callId: call.id } });
    expect(copy).toMatchObject({ initialization: 'done', shape: { schema: call.shape?.schema } });
  });
});

describe('the trash', () => {
  test('takes a call and gives it back', async () => {
    const call = await create('Orders');
    const params = { callId: call.id };
    expect(await owner.client.call(deleteCall, { params })).toEqual({ done: true });
    expect(await tree()).toEqual([]);
    for (const endpoint of [getCall, duplicateCall, deleteCall]) {
      expect((await owner.client.problem(endpoint, { params })).code).toBe('not_found');
    }
    expect(await owner.client.call(restoreCall, { params })).toEqual({ ...call, version: 3 });
    expect(await tree()).toHaveLength(1);
  });

  test('frees the name; a restore then says that it is taken', async () => {
    const first = await create('Orders');
    await owner.client.call(deleteCall, { params: { callId: first.id } });
    const second = await create('Orders');
    expect(second.slug).toBe('orders');
    expect((await owner.client.problem(restoreCall, { params: { callId: first.id } })).code).toBe('name_taken');
    await owner.client.call(deleteCall, { params: { callId: second.id } });
    expect((await owner.client.call(restoreCall, { params: { callId: first.id } })).slug).toBe('orders');
  });

  test('asks for the API first where that is in the trash too', async () => {
    const call = await create('Orders');
    await owner.client.call(deleteCall, { params: { callId: call.id } });
    await owner.client.call(deleteApi, { params: { apiId: api.id } });
    const problem = await owner.client.problem(restoreCall, { params: { callId: call.id } });
    expect(problem).toMatchObject({ code: 'not_found', detail: expect.stringContaining('Restore the API first') });
  });
});

test('every change is written down with who made it, and a refused one is not', async () => {
  const call = await create('Orders');
  const params = { callId: call.id };
  const body = { name: 'Orders', document: { ...call.document, notes: 'new' }, version: 1 };
  await owner.client.call(saveCall, { params, body });
  await owner.client.problem(saveCall, { params, body });
  await owner.client.call(deleteCall, { params });
  await owner.client.call(restoreCall, { params });
  const trail = await server.ctx.repositories.audit.ofSubject(owner.workspaceId, call.id);
  expect(trail.map((event) => event.action)).toEqual(['call.create', 'call.save', 'call.delete', 'call.restore']);
  expect(trail[1]).toMatchObject({
    actorId: owner.userId,
    change: { before: { document: { notes: '' } }, after: { document: { notes: 'new' } } },
  });
});

test('every change is announced once it can be read, for what keeps projects in memory', async () => {
  const seen: string[] = [];
  const stop = server.ctx.projectChanges.subscribe((projectId) => seen.push(projectId));
  const call = await create('Orders');
  await owner.client.problem(createCall, { params: { apiId: api.id }, body: { name: 'Orders' } });
  await owner.client.call(deleteCall, { params: { callId: call.id } });
  stop();
  expect(seen).toEqual([owner.project.id, owner.project.id]);
});
