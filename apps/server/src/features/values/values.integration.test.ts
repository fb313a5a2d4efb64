import { type CallDocument, emptyApiDocument, emptyCallDocument, inputSchema, renameInput } from '@jackfield/connector';
import {
  type Api,
  confirmSecretOrigin,
  createApi,
  createCall,
  deleteSecret,
  deleteVariable,
  type EndpointBodyInput,
  listValues,
  removeSecretOrigin,
  saveApi,
  saveCall,
  setSecret,
  setVariable,
} from '@jackfield/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addMember, type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let server: TestServer;
let owner: Owner;
beforeAll(async () => {
  server = await startTestServer();
  owner = await signUpOwner(server);
}, 60_000);
afterAll(() => server.stop());

const params = () => ({ projectId: owner.project.id });
const variable = (name: string, change: Partial<EndpointBodyInput<typeof setVariable>> = {}) => ({
  params: params(),
  body: { name, environmentId: owner.development.id, value: 'a value', ...change },
});
const secret = (slot: string, change: Partial<EndpointBodyInput<typeof setSecret>> = {}) => ({
  params: params(),
  body: {
    owner: { type: 'project' as const },
    slot,
    environmentId: owner.development.id,
    value: 'sk_test_0123456789',
    ...change,
  },
});

describe('every endpoint of values', () => {
  it('is refused to visitors and strangers, and its changes to viewers', async () => {
    const stranger = await signUpOwner(server);
    const viewer = await addMember(server, owner, 'viewer');
    expect((await server.visitor().problem(listValues, { params: params() })).code).toBe('not_signed_in');
    expect((await stranger.client.problem(listValues, { params: params() })).code).toBe('not_found');
    expect((await stranger.client.problem(setSecret, secret('theirs'))).code).toBe('not_found');
    expect(await viewer.client.call(listValues, { params: params() })).toBeTruthy();
    expect((await viewer.client.problem(setVariable, variable('theirs'))).code).toBe('not_allowed');
    expect((await viewer.client.problem(setSecret, secret('theirs'))).code).toBe('not_allowed');
  });

  it('refuses an environment, a secret or a variable of another project', async () => {
    const stranger = await signUpOwner(server);
    const { id } = await stranger.client.call(setSecret, {
      params: { projectId: stranger.project.id },
      body: { ...secret('own').body, environmentId: stranger.development.id },
    });
    const environmentId = stranger.development.id;
    expect((await owner.client.problem(setVariable, variable('x', { environmentId }))).code).toBe('invalid_request');
    expect((await owner.client.problem(setSecret, secret('x', { environmentId }))).code).toBe('invalid_request');
    expect((await owner.client.problem(deleteSecret, { params: { ...params(), secretId: id } })).code).toBe(
      'not_found',
    );
    const confirm = { params: { ...params(), secretId: id }, body: { origin: 'https://evil.example' } };
    expect((await owner.client.problem(confirmSecretOrigin, confirm)).code).toBe('not_found');
    expect((await owner.client.problem(deleteVariable, { params: { ...params(), name: 'none' } })).code).toBe(
      'not_found',
    );
  });
});

describe('a variable', () => {
  it('has a value per environment and counts its versions', async () => {
    await owner.client.call(setVariable, variable('region', { value: 'north' }));
    await owner.client.call(setVariable, variable('region', { value: 'south', environmentId: owner.live.id }));
    const changed = await owner.client.call(setVariable, variable('region', { value: '', version: 1 }));
    expect(changed).toEqual({
      name: 'region',
      values: [
        { environmentId: owner.development.id, value: '', version: 2 },
        { environmentId: owner.live.id, value: 'south', version: 1 },
      ],
    });
    const { variables } = await owner.client.call(listValues, { params: params() });
    expect(variables).toContainEqual(changed);
  });

  it('is not overwritten by who has not seen what stands now', async () => {
    await owner.client.call(setVariable, variable('raced', { value: 'first' }));
    for (const version of [undefined, 2]) {
      const problem = await owner.client.problem(
        setVariable,
        variable('raced', { value: 'lost', ...(version ? { version } : {}) }),
      );
      expect(problem).toMatchObject({
        code: 'version_conflict',
        current: { name: 'raced', values: [{ value: 'first' }] },
      });
    }
    expect((await owner.client.problem(setVariable, variable('gone', { version: 1 }))).code).toBe('version_conflict');
  });

  it('goes with its values in all environments', async () => {
    await owner.client.call(setVariable, variable('doomed'));
    await owner.client.call(deleteVariable, { params: { ...params(), name: 'doomed' } });
    const { variables } = await owner.client.call(listValues, { params: params() });
    expect(variables.map(({ name }) => name)).not.toContain('doomed');
  });

  it('shares its names with the project’s secrets', async () => {
    await owner.client.call(setVariable, variable('shared name'));
    await owner.client.call(setSecret, secret('shared secret'));
    expect((await owner.client.problem(setSecret, secret('shared name'))).code).toBe('name_taken');
    expect((await owner.client.problem(setVariable, variable('shared secret'))).code).toBe('name_taken');
  });
});

describe('a secret', () => {
  it('is write-only: nobody is told more than that it is set, by whom, and its end', async () => {
    const made = await owner.client.call(setSecret, secret('told', { value: 'sk_live_0123456789_wxyz' }));
    expect(made).toMatchObject({
      slot: 'told',
      last4: 'wxyz',
      isDamaged: false,
      origins: [],
      setBy: 'Ann',
      version: 1,
    });
    const listed = await owner.client.call(listValues, { params: params() });
    expect(listed.secrets).toContainEqual(made);
    expect(JSON.stringify(listed)).not.toContain('sk_live');
  });

  it('shows its last four characters only when it is longer than 12', async () => {
    expect(await owner.client.call(setSecret, secret('twelve', { value: '123456789012' }))).toMatchObject({
      last4: null,
    });
    expect(await owner.client.call(setSecret, secret('thirteen', { value: '1234567890123' }))).toMatchObject({
      last4: '0123',
    });
  });

  it('under 8 characters is taken only when that is accepted', async () => {
    const problem = await owner.client.problem(setSecret, secret('short', { value: '1234567' }));
    expect(problem.errors).toMatchObject([{ path: ['body', 'value'], fix: expect.any(String) }]);
    expect(await owner.client.call(setSecret, secret('short', { value: '1234567', acceptShort: true }))).toBeTruthy();
  });

  it('keeps its origins when it is replaced, and is another version', async () => {
    const { id } = await owner.client.call(setSecret, secret('kept'));
    const at = { params: { ...params(), secretId: id }, body: { origin: 'https://API.example.com:443' } };
    expect((await owner.client.call(confirmSecretOrigin, at)).origins).toEqual(['https://api.example.com']);
    expect((await owner.client.call(confirmSecretOrigin, at)).origins).toEqual(['https://api.example.com']);
    const replaced = await owner.client.call(setSecret, secret('kept', { value: 'another_secret' }));
    expect(replaced).toMatchObject({ id, origins: ['https://api.example.com'], last4: 'cret' });
    expect(replaced.version).toBeGreaterThan(1);
  });

  it.each(['https://user:pw@api.example.com', 'https://:1:2', 'ftp://api.example.com'])(
    'is not confirmed for %s, which is no origin',
    async (origin) => {
      const { id } = await owner.client.call(setSecret, secret('confirmed'));
      const at = { params: { ...params(), secretId: id }, body: { origin } };
      expect((await owner.client.problem(confirmSecretOrigin, at)).code).toBe('invalid_request');
    },
  );

  it('of Live, and where it goes, is an admin’s', async () => {
    const editor = await addMember(server, owner, 'editor');
    const admin = await addMember(server, owner, 'admin');
    const live = secret('live', { environmentId: owner.live.id });
    expect((await editor.client.problem(setSecret, live)).code).toBe('not_allowed');
    const { id } = await admin.client.call(setSecret, live);
    const at = { params: { ...params(), secretId: id } };
    const confirm = { ...at, body: { origin: 'https://api.example.com' } };
    expect((await editor.client.problem(confirmSecretOrigin, confirm)).code).toBe('not_allowed');
    expect((await editor.client.problem(deleteSecret, at)).code).toBe('not_allowed');
    expect(await admin.client.call(confirmSecretOrigin, confirm)).toBeTruthy();
    expect(await admin.client.call(deleteSecret, at)).toEqual({ done: true });
    expect(await editor.client.call(setSecret, secret('dev'))).toBeTruthy();
  });

  it('belongs to a slot that its owner has', async () => {
    const { api, call } = await makeOwners();
    const refused = [
      secret('1starts with a digit'),
      secret('auth.nothing', { owner: { type: 'api', id: api.id } }),
      secret('token', { owner: { type: 'api', id: api.id } }),
      secret('input.plain', { owner: { type: 'call', id: call.id } }),
      secret('input.none', { owner: { type: 'call', id: call.id } }),
    ];
    for (const input of refused) {
      expect((await owner.client.problem(setSecret, input)).errors).toMatchObject([{ path: ['body', 'slot'] }]);
    }
    for (const type of ['api', 'call'] as const) {
      const problem = await owner.client.problem(setSecret, secret('auth.token', { owner: { type, id: 'nobody' } }));
      expect(problem.code).toBe('not_found');
    }
  });

  it('of an API or a call is confirmed for where its author saw it go, and for nothing unseen', async () => {
    const { api, call } = await makeOwners();
    const one = { origin: 'https://ONE.example:443' };
    const ofApi = (change = {}) => secret('auth.token', { owner: { type: 'api', id: api.id }, ...change });
    const made = await owner.client.call(setSecret, ofApi(one));
    expect(made).toMatchObject({ owner: { type: 'api', id: api.id }, origins: ['https://one.example'] });
    const ofCall = secret('input.key', { owner: { type: 'call', id: call.id }, ...one });
    expect((await owner.client.call(setSecret, ofCall)).origins).toEqual(['https://one.example']);
    await saveBaseUrl(api, 'https://two.example/v1');
    expect((await owner.client.call(setSecret, ofApi())).origins).toEqual(['https://one.example']);
    const both = await owner.client.call(setSecret, ofApi({ origin: 'https://two.example' }));
    expect(both.origins).toEqual(['https://one.example', 'https://two.example']);
    const inLive = ofApi({ environmentId: owner.live.id });
    expect((await owner.client.call(setSecret, inLive)).origins).toEqual([]);
  });

  it('is not stored for an address that is no longer the one its author saw; the new one is told', async () => {
    const { api, call } = await makeOwners();
    const owners = [
      { owner: { type: 'api' as const, id: api.id }, slot: 'auth.token', subject: 'The API' },
      { owner: { type: 'call' as const, id: call.id }, slot: 'input.key', subject: 'The call' },
    ];
    const evil = await saveBaseUrl(api, 'https://evil.example/v1');
    const seen = { origin: 'https://one.example' };
    for (const { slot, subject, owner: of } of owners) {
      const problem = await owner.client.problem(setSecret, secret(slot, { owner: of, ...seen }));
      expect(problem).toMatchObject({ code: 'origin_changed', current: { origin: 'https://evil.example' } });
      expect(problem.detail).toContain(`${subject} goes to https://evil.example now, not to https://one.example.`);
    }
    await saveBaseUrl(evil, '');
    for (const { slot, owner: of } of owners) {
      const problem = await owner.client.problem(setSecret, secret(slot, { owner: of, ...seen }));
      expect(problem).toMatchObject({ code: 'origin_changed', current: { origin: null } });
    }
    const { secrets } = await owner.client.call(listValues, { params: params() });
    expect(
      secrets.filter((each) => each.owner.type !== 'project' && [api.id, call.id].includes(each.owner.id)),
    ).toEqual([]);
  });

  it('of the project belongs to no address when it is set', async () => {
    const problem = await owner.client.problem(setSecret, secret('homeless', { origin: 'https://one.example' }));
    expect(problem).toMatchObject({ code: 'invalid_request', errors: [{ path: ['body', 'origin'] }] });
  });

  it('may have a confirmed origin taken back, in any spelling, by whoever may confirm one', async () => {
    const editor = await addMember(server, owner, 'editor');
    const { id } = await owner.client.call(setSecret, secret('taken back', { environmentId: owner.live.id }));
    const at = { params: { ...params(), secretId: id } };
    for (const origin of ['https://a.example', 'https://b.example']) {
      await owner.client.call(confirmSecretOrigin, { ...at, body: { origin } });
    }
    const remove = { ...at, query: { origin: 'https://A.example:443' } };
    expect((await editor.client.problem(removeSecretOrigin, remove)).code).toBe('not_allowed');
    expect((await owner.client.call(removeSecretOrigin, remove)).origins).toEqual(['https://b.example']);
    expect((await owner.client.call(removeSecretOrigin, remove)).origins).toEqual(['https://b.example']);
    const wrong = { ...at, query: { origin: 'https://user:pw@a.example' } };
    expect(await owner.client.problem(removeSecretOrigin, wrong)).toMatchObject({
      code: 'invalid_request',
      errors: [{ path: ['query', 'origin'] }],
    });
    const stranger = await signUpOwner(server);
    expect((await stranger.client.problem(removeSecretOrigin, remove)).code).toBe('not_found');
    const ofTheirs = { params: { projectId: stranger.project.id, secretId: id }, query: remove.query };
    expect((await stranger.client.problem(removeSecretOrigin, ofTheirs)).code).toBe('not_found');
  });

  it('of a sensitive input follows its new name, and comes back with the old one', async () => {
    const { call } = await makeOwners();
    const set = await owner.client.call(setSecret, secret('input.key', { owner: { type: 'call', id: call.id } }));
    const slotNow = async () => {
      const { secrets } = await owner.client.call(listValues, { params: params() });
      return secrets.find(({ id }) => id === set.id)?.slot;
    };
    const renamed = renameInput(call.document, 'key', 'token');
    if (!renamed.ok) throw new Error(renamed.message);
    const save = (document: CallDocument, version: number) =>
      owner.client.call(saveCall, { params: { callId: call.id }, body: { name: call.name, document, version } });
    await save(renamed.call, call.version);
    expect(await slotNow()).toBe('input.token');
    await save(call.document, call.version + 1);
    expect(await slotNow()).toBe('input.key');
  });

  it('that is damaged asks to be entered again, and the others still show', async () => {
    const damaged = await owner.client.call(setSecret, secret('damaged'));
    const moved = await owner.client.call(setSecret, secret('moved'));
    await server.ctx.transact(async ({ values }) => {
      const other = await values.findSecret(owner.project.id, moved.id);
      if (!other) throw new Error('the secret is not there');
      const { last4, isShort, setById, setByName, setAt, sealed } = other;
      await values.replaceSecret({ id: damaged.id, sealed, last4, isShort, origins: [], setById, setByName, setAt });
    });
    const { secrets } = await owner.client.call(listValues, { params: params() });
    expect(secrets.find(({ id }) => id === damaged.id)?.isDamaged).toBe(true);
    expect(secrets.filter(({ isDamaged }) => isDamaged)).toHaveLength(1);
    expect(secrets.length).toBeGreaterThan(3);
  });

  function documentAt(baseUrl: string) {
    return { ...emptyApiDocument(), baseUrls: { [owner.development.id]: baseUrl } };
  }

  function saveBaseUrl({ id, name, version }: Api, baseUrl: string): Promise<Api> {
    const body = { name, version, document: documentAt(baseUrl) };
    return owner.client.call(saveApi, { params: { apiId: id }, body });
  }

  let count = 0;
  async function makeOwners() {
    count += 1;
    const api = await owner.client.call(createApi, {
      params: params(),
      body: { name: `Owner ${count}`, document: documentAt('https://one.example') },
    });
    const inputs = [inputSchema.parse({ name: 'key', isSensitive: true }), inputSchema.parse({ name: 'plain' })];
    const call = await owner.client.call(createCall, {
      params: { apiId: api.id },
      body: { name: 'Call', document: { ...emptyCallDocument(), url: '/x?k=[key]&p=[plain]', inputs } },
    });
    return { api, call };
  }
});
