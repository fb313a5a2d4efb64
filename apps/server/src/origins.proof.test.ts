import {
  type ApiDocument,
  AUTH_KINDS,
  type AuthKind,
  authSlot,
  type CallDocument,
  inputSchema,
  isFieldAsked,
} from '@jackfield/connector';
import {
  confirmSecretOrigin,
  createCall,
  deleteApi,
  deleteCall,
  duplicateCall,
  restoreApi,
  restoreCall,
  type Secret,
  setSecret,
  setVariable,
} from '@jackfield/contracts';
import {
  AUTH_SAMPLES,
  atUpstream,
  makeCanary,
  type ReceivedRequest,
  reportProof,
  rounds,
  SecretSearch,
  startUpstream,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initializeAndSave, type MadeCall, makeCall, makeToken } from './testing/make-call.ts';
import { ANY_DOOR, CallOnTheMove, DOORS, type Door } from './testing/reach-targets.ts';
import { type Owner, signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';

const TRIES_ALL = rounds({ short: 0, whole: 1 }) === 1;
const REDIRECTS = [301, 302, 303, 307, 308];
/** Longer than what a message or a log would cut, and the same in every encoding but base64. */
const CANARY = makeCanary('the secret', 'plain');
const SECRET = CANARY.text;
/** Of a slot that is filled beside the one that is looked at. */
const BESIDE = 'a-value-beside-the-secret';
const search = new SecretSearch([CANARY]);

/** Where every secret is confirmed to go, as http://127.0.0.1:port. */
let upstream: Upstream;
let other: Upstream;
let server: TestServer;
let owner: Owner;
let variableCount = 0;
let refusedCount = 0;
let arrivedCount = 0;

beforeAll(async () => {
  upstream = await startUpstream();
  other = await startUpstream();
  const names = [upstream, other].map(({ port }) => `localhost:${port}`);
  server = await startTestServer(
    { JACKFIELD_EGRESS_ALLOW: [upstream.allowEntry, other.allowEntry, ...names].join() },
    { resolve: async () => ['127.0.0.1'] },
  );
  owner = await signUpOwner(server);
});
afterAll(async () => {
  await server.stop();
  await upstream.close();
  await other.close();
});

/** Where a stored secret stands. */
interface Slot {
  title: string;
  owner: Secret['owner']['type'];
  slot: string;
  api?: Partial<ApiDocument>;
  call?: Partial<CallDocument>;
  doors: readonly Door[];
  /** Slots that the authentication wants filled beside it. */
  beside?: string[];
  /** What the authentication wants in each environment beside it. */
  own?: Record<string, string>;
  /** Only something else is made of it, so what arrives does not show it. */
  isNeverSent?: boolean;
}

const id = 'row';
const isEnabled = true;
const inRow = { id, isEnabled, kind: 'fixed' as const, key: 'X-Probe', value: 'Key {{probe}}' };

/** The other secrets that a kind cannot do without. */
function slotsBeside(kind: AuthKind, name: string): string[] {
  const { fields } = AUTH_KINDS[kind];
  const needed = fields.filter((field) => field.isRequired && isFieldAsked(field, fields, AUTH_SAMPLES[kind].shared));
  return needed.filter((field) => field.isSecret && field.name !== name).map((field) => authSlot(field.name));
}

const SLOTS: readonly Slot[] = [
  // Every kind that has a secret field, and its name where it wants one.
  ...Object.values(AUTH_KINDS).flatMap(({ kind, fields }) =>
    fields
      .filter(() => !AUTH_SAMPLES[kind].needsConsent)
      .filter((field) => field.isSecret && isFieldAsked(field, fields, AUTH_SAMPLES[kind].shared))
      .map(
        ({ name }): Slot => ({
          title: `the field ${name} of the authentication ${kind}`,
          owner: 'api',
          slot: authSlot(name),
          api: {
            auth: {
              kind,
              shared: {
                ...AUTH_SAMPLES[kind].shared,
                ...(fields.some((field) => field.name === 'name') ? { name: 'probe' } : {}),
              },
              byEnvironment: {},
            },
          },
          doors: DOORS,
          beside: slotsBeside(kind, name),
          own: AUTH_SAMPLES[kind].own,
          // What goes to a token URL stays there, and only a token goes on.
          isNeverSent: AUTH_SAMPLES[kind].neverSent.includes(name) || 'tokenUrl' in AUTH_SAMPLES[kind].own,
        }),
      ),
  ),
  { title: 'a shared header', owner: 'project', slot: 'probe', api: { headers: [inRow] }, doors: DOORS },
  { title: 'a header of the call', owner: 'project', slot: 'probe', call: { headers: [inRow] }, doors: DOORS },
  {
    title: 'a parameter',
    owner: 'project',
    slot: 'probe',
    call: { parameters: [{ ...inRow, place: 'query' }] },
    doors: DOORS,
  },
  {
    title: 'the body',
    owner: 'project',
    slot: 'probe',
    call: { method: 'POST', body: { kind: 'json', template: '{"key":"{{probe}}"}' } },
    doors: DOORS,
  },
  {
    title: 'the kept value of a sensitive input',
    owner: 'call',
    slot: 'input.probe',
    call: {
      inputs: [inputSchema.parse({ name: 'probe', isSensitive: true })],
      headers: [
        {
          id,
          isEnabled,
          kind: 'input',
          key: 'X-Probe',
          input: 'probe',
          template: '<value>',
          listFormat: 'repeat',
          dateFormat: 'date',
        },
      ],
    },
    // A run brings its own value, which goes where its author sends it.
    doors: ['initialization'],
  },
];

/** A call that is run with its secret, before it is moved. */
interface Place {
  owner: Owner;
  made: MadeCall;
  variable: string;
  call: CallOnTheMove;
}

interface Led {
  call: CallOnTheMove;
  /** What has to be confirmed. */
  to: string;
  inputs?: Record<string, string>;
  /** Where the call is a new one, which nobody runs before it is initialized. */
  doors?: readonly Door[];
  /** What becomes of it once it is confirmed; `response` where left out. */
  end?: string;
}

interface Way {
  title: string;
  /** Another environment than Development. */
  isInLive?: boolean;
  /** A redirect keeps neither body nor POST on the way to another origin. */
  takes?: (slot: Slot) => boolean;
  lead: (place: Place) => Promise<Led>;
}

const toBaseUrl =
  (to: () => string, end?: string): Way['lead'] =>
  async ({ call }) => {
    await call.setBaseUrl(to());
    return { call, to: to(), ...(end === undefined ? {} : { end }) };
  };

const WAYS: readonly Way[] = [
  { title: 'another port in the base URL', lead: toBaseUrl(() => other.origin) },
  { title: 'another host in the base URL', lead: toBaseUrl(() => `http://localhost:${upstream.port}`) },
  { title: 'a dot after the host', lead: toBaseUrl(() => `http://localhost.:${upstream.port}`) },
  { title: 'another scheme', lead: toBaseUrl(() => `https://127.0.0.1:${upstream.port}`, 'tls') },
  { title: 'another environment', isInLive: true, lead: toBaseUrl(() => other.origin) },
  {
    title: 'a variable in the base URL',
    lead: async ({ owner: of, call, variable }) => {
      await setHost(of, variable, other.origin, 1);
      return { call, to: other.origin };
    },
  },
  {
    title: 'an absolute URL of the call',
    lead: async ({ call }) => {
      await call.setUrl(`${other.origin}/echo`);
      return { call, to: other.origin };
    },
  },
  {
    title: 'an input in the host',
    lead: async ({ call }) => {
      await call.setUrl(`http://[host]:${other.port}/echo`, ['127.0.0.1']);
      return { call, to: other.origin, inputs: { host: '127.0.0.1' } };
    },
  },
  ...REDIRECTS.map(
    (code): Way => ({
      title: `a redirect ${code} that repeats it in its address`,
      takes: ({ call }) => call?.method !== 'POST' || code < 307,
      lead: async ({ call }) => {
        const location = encodeURIComponent(`${other.origin}/echo?leak=${SECRET}`);
        await call.setUrl(`/redirect-to?code=${code}&url=${location}`);
        return { call, to: other.origin };
      },
    }),
  ),
  {
    title: 'a copy of the call',
    takes: ({ owner: of }) => of !== 'call',
    lead: async ({ owner: of, made, call }) => {
      await call.setUrl(`${other.origin}/echo`);
      const copy = await of.client.call(duplicateCall, { params: { callId: made.call.id } });
      return newCall(of, { api: made.api, call: copy }, other.origin);
    },
  },
  {
    title: 'a new call of the API',
    takes: ({ owner: of }) => of !== 'call',
    lead: async ({ owner: of, made }) => {
      const document = { ...made.call.document, url: `${other.origin}/echo` };
      const params = { apiId: made.api.id };
      const call = await of.client.call(createCall, { params, body: { name: `New ${made.call.slug}`, document } });
      return newCall(of, { api: made.api, call }, other.origin);
    },
  },
  {
    title: 'its API, back from the trash',
    lead: async ({ owner: of, made, call }) => {
      const at = { params: { apiId: made.api.id } };
      await of.client.call(deleteApi, at);
      const moved = call.with({ api: await of.client.call(restoreApi, at) });
      await moved.setBaseUrl(other.origin);
      return { call: moved, to: other.origin };
    },
  },
  {
    title: 'its call, back from the trash',
    lead: async ({ owner: of, made, call }) => {
      const at = { params: { callId: made.call.id } };
      await of.client.call(deleteCall, at);
      const moved = call.with({ call: await of.client.call(restoreCall, at) });
      await moved.setUrl(`${other.origin}/echo`);
      return { call: moved, to: other.origin };
    },
  },
];

async function newCall(of: Owner, made: MadeCall, to: string): Promise<Led> {
  return { call: new CallOnTheMove(server, of, await makeToken(of), made), to, doors: ['initialization'] };
}

async function setHost(of: Owner, name: string, value: string, version?: number): Promise<void> {
  const body = { name, environmentId: of.development.id, value, ...(version === undefined ? {} : { version }) };
  await of.client.call(setVariable, { params: { projectId: of.project.id }, body });
}

/** A call at the first upstream, with a secret in the slot that is confirmed for it, initialized and saved. */
async function place(of: Owner, slot: Slot): Promise<Place & { secretId: string; besideIds: string[] }> {
  variableCount += 1;
  const variable = `host_${variableCount}`;
  await setHost(of, variable, upstream.origin);
  const host = inputSchema.parse({ name: 'host', isRequired: false });
  const name = `probe_${variableCount}`;
  const made = await makeCall(of, `{{${variable}}}`, {
    api: naming(inEnvironments(of, slot), name),
    call: naming({ ...ANY_DOOR, ...slot.call, inputs: [host, ...(slot.call?.inputs ?? [])] }, name),
  });
  const secretId = await store(of, slot.owner === 'project' ? { ...slot, slot: name } : slot, made);
  const besideIds: string[] = [];
  for (const beside of slot.beside ?? []) besideIds.push(await store(of, { ...slot, slot: beside }, made, BESIDE));
  const call = await initializeAndSave(of, made.call);
  const saved = { api: made.api, call };
  return {
    owner: of,
    made: saved,
    variable,
    call: new CallOnTheMove(server, of, await makeToken(of), saved),
    secretId,
    besideIds,
  };
}

function inEnvironments({ project }: Owner, { api, own }: Slot): Slot['api'] {
  if (api?.auth === undefined || own === undefined) return api;
  const byEnvironment = Object.fromEntries(
    project.environments.map((each) => [each.id, atUpstream(own, upstream.origin)]),
  );
  return { ...api, auth: { ...api.auth, byEnvironment } };
}

/** A secret of the project has a name of its own each time: what was confirmed for one is not for the next. */
function naming<Document>(document: Document, name: string): Document {
  return document === undefined
    ? document
    : JSON.parse(JSON.stringify(document).replaceAll('{{probe}}', `{{${name}}}`));
}

async function store(of: Owner, slot: Slot, made: MadeCall, value = SECRET): Promise<string> {
  const ofWhom: Secret['owner'] =
    slot.owner === 'project'
      ? { type: 'project' }
      : { type: slot.owner, id: slot.owner === 'api' ? made.api.id : made.call.id };
  const params = { projectId: of.project.id };
  const body = { owner: ofWhom, slot: slot.slot, environmentId: of.development.id, value };
  const origin = upstream.origin;
  const { id: secretId } = await of.client.call(setSecret, {
    params,
    body: slot.owner === 'project' ? body : { ...body, origin },
  });
  await of.client.call(confirmSecretOrigin, { params: { ...params, secretId }, body: { origin } });
  return secretId;
}

/** What came to any other origin than the confirmed one. */
function elsewhere(): ReceivedRequest[] {
  const confirmed = new URL(upstream.origin).host;
  return [...other.requests, ...upstream.requests.filter(({ headers }) => headers.host !== confirmed)];
}

function holdsSecret({ url, headers, body }: ReceivedRequest): boolean {
  return search.find(Buffer.concat([Buffer.from(JSON.stringify([url, headers])), body])).length > 0;
}

/** Few rounds: each way with one of the slots, another for the next way. */
function slotsOf(way: Way, at: number): readonly Slot[] {
  const slots = SLOTS.filter((slot) => way.takes?.(slot) ?? true);
  return TRIES_ALL ? slots : slots.slice(at % slots.length).slice(0, 1);
}

const CASES = WAYS.flatMap((way, at) => slotsOf(way, at).map((slot) => ({ way, slot })));

describe('a stored secret that is moved to another origin', () => {
  it.each(CASES)('by $way.title: $slot.title stays until that is confirmed, and then goes', async ({ way, slot }) => {
    // Development of the helpers is the environment that is meant.
    const of = way.isInLive ? { ...owner, development: owner.live, live: owner.development } : owner;
    const { secretId, besideIds, ...from } = await place(of, slot);
    const { call, to, inputs, doors = slot.doors, end = 'response' } = await way.lead(from);
    other.requests.length = 0;
    upstream.requests.length = 0;
    for (const door of doors.filter((each) => slot.doors.includes(each))) {
      const refused = await call.go(door, inputs);
      expect(refused, door).toMatchObject({ outcome: 'config', words: expect.stringContaining(to) });
      expect(elsewhere(), door).toEqual([]);
      refusedCount += 1;
    }
    for (const id of [secretId, ...besideIds]) {
      const params = { projectId: of.project.id, secretId: id };
      await of.client.call(confirmSecretOrigin, { params, body: { origin: to } });
    }
    for (const door of doors.filter((each) => slot.doors.includes(each))) {
      const before = elsewhere().length;
      expect(await call.go(door, inputs), door).toMatchObject({ outcome: end });
      if (end !== 'response') continue;
      const arrived = elsewhere().slice(before);
      expect(slot.isNeverSent ? arrived : arrived.filter(holdsSecret), door).toHaveLength(1);
      arrivedCount += 1;
    }
  });

  it('is tried in at least 12 ways, and what was confirmed did arrive', () => {
    expect(WAYS.length).toBeGreaterThanOrEqual(12);
    expect(arrivedCount).toBeGreaterThan(0);
    reportProof({
      about: 'Origins',
      claim: `${WAYS.length} ways to move a stored secret to another origin, by ${SLOTS.length} slots and ${DOORS.length} doors`,
      figure: `0 of ${refusedCount} sent it before it was confirmed; ${arrivedCount} of ${arrivedCount} after`,
      goal: '0',
      isMet: refusedCount > 0 && arrivedCount > 0,
    });
  });
});

describe('what is not another origin, and what is none', () => {
  const [slot] = SLOTS;

  it('letters in capitals are the same origin, and the secret goes there at once', async () => {
    if (slot === undefined) throw new Error('there is no slot');
    const { secretId, call } = await place(owner, slot);
    const params = { projectId: owner.project.id, secretId };
    await owner.client.call(confirmSecretOrigin, { params, body: { origin: `http://localhost:${upstream.port}` } });
    await call.setBaseUrl(`HTTP://LOCALHOST:${upstream.port}`);
    for (const door of DOORS) expect(await call.go(door), door).toMatchObject({ outcome: 'response' });
  });

  it('a user before the host is refused in words, and nothing is sent', async () => {
    if (slot === undefined) throw new Error('there is no slot');
    const { call } = await place(owner, slot);
    await call.setBaseUrl(`http://127.0.0.1:${upstream.port}@127.0.0.1:${other.port}`);
    other.requests.length = 0;
    for (const door of DOORS) {
      const words = expect.stringContaining('cannot hold a username');
      expect(await call.go(door), door).toMatchObject({ outcome: 'config', words });
    }
    expect(other.requests).toEqual([]);
  });

  it('an address that a caller passes stays text on the way to the confirmed one', async () => {
    if (slot === undefined) throw new Error('there is no slot');
    const { call } = await place(owner, slot);
    other.requests.length = 0;
    for (const url of ['/echo/[host]', '/[host]', '/echo?next=[host]', '[host]']) {
      await call.setUrl(url);
      for (const host of [
        `${other.origin}/`,
        `//127.0.0.1:${other.port}/`,
        `@127.0.0.1:${other.port}`,
        '\\\\evil.example',
      ]) {
        for (const door of DOORS) await call.go(door, { host });
      }
    }
    expect(other.requests).toEqual([]);
  });

  it.each([307, 308])('a redirect %s is not followed with a body', async (code) => {
    const ofBody = SLOTS.find(({ call: made }) => made?.method === 'POST');
    if (ofBody === undefined) throw new Error('there is no slot in a body');
    const { secretId, call } = await place(owner, ofBody);
    const params = { projectId: owner.project.id, secretId };
    await owner.client.call(confirmSecretOrigin, { params, body: { origin: other.origin } });
    await call.setUrl(`/redirect-to?code=${code}&url=${encodeURIComponent(`${other.origin}/echo`)}`);
    other.requests.length = 0;
    for (const door of DOORS) expect(await call.go(door), door).toMatchObject({ outcome: 'response' });
    expect(other.requests).toEqual([]);
  });
});
