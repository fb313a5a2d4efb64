import type { ApiDocument } from '@jackfield/connector';
import {
  type Api,
  connectByDevice,
  discoverProvider,
  finishConnecting,
  saveApi,
  startConnecting,
  testAuthentication,
} from '@jackfield/contracts';
import {
  answerForbiddenName,
  FORBIDDEN_TARGETS,
  type ForbiddenTarget,
  reportProof,
  rounds,
  startTripwire,
  startUpstream,
  type Tripwire,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeCall } from './testing/make-call.ts';
import { type Owner, signUpOwner } from './testing/scenario.ts';
import { startTestServer, type TestServer } from './testing/start-test-server.ts';
import { TestProblem } from './testing/test-client.ts';

const TRIES_ALL = rounds({ short: 0, whole: 1 }) === 1;

let upstream: Upstream;
let tripwire: Tripwire;
/** Its port is one of this server's own. */
let own: Tripwire;
let server: TestServer;
let owner: Owner;
let api: Api;
/** What the operator's log says, since the one before. */
const rules: string[] = [];

beforeAll(async () => {
  upstream = await startUpstream();
  tripwire = await startTripwire();
  own = await startTripwire();
  server = await startTestServer(
    { JACKFIELD_EGRESS_ALLOW: upstream.allowEntry, JACKFIELD_LOG_LEVEL: 'warn' },
    { resolve: async (name) => answerForbiddenName(name) ?? [], log: { write: keepRule } },
  );
  server.ctx.ownPorts.add(own.port);
  owner = await signUpOwner(server);
  ({ api } = await makeCall(owner, upstream.origin));
});
afterAll(async () => {
  await server.stop();
  for (const each of [upstream, tripwire, own]) await each.close();
});

function keepRule(line: string): void {
  const { blocked } = JSON.parse(line);
  if (blocked !== undefined) rules.push(blocked.rule);
}

async function setAuth(kind: ApiDocument['auth']['kind'], own: Record<string, string>): Promise<void> {
  const byEnvironment = { [owner.development.id]: { clientId: 'client', ...own } };
  const document = { ...api.document, auth: { kind, shared: {}, byEnvironment } };
  const body = { name: api.name, version: api.version, document };
  api = await owner.client.call(saveApi, { params: { apiId: api.id }, body });
}

const at = () => ({
  params: { apiId: api.id, environmentId: owner.development.id },
  body: { version: api.version },
});

/** Every endpoint that asks a provider something, led to a URL; gives all that the person is told. */
const DOORS: Record<string, (url: string) => Promise<unknown>> = {
  'the issuer that is discovered': (issuer) =>
    owner.client.call(discoverProvider, { params: { apiId: api.id }, body: { issuer } }),
  'the token URL of a test': async (tokenUrl) => {
    await setAuth('oauth2-custom', { tokenUrl });
    const { apiId } = at().params;
    const body = { environmentId: owner.development.id, version: api.version };
    return owner.client.stream(testAuthentication, { params: { apiId }, body });
  },
  'the token URL that a code is exchanged at': async (tokenUrl) => {
    await setAuth('oauth2-code', { tokenUrl, authorizeUrl: upstream.origin });
    const { url } = await owner.client.call(startConnecting, at());
    const state = new URL(url).searchParams.get('state') ?? '';
    const parameters = new URLSearchParams({ code: 'code', state }).toString();
    return owner.client.call(finishConnecting, { body: { parameters } });
  },
  'the device authorization URL': async (deviceUrl) => {
    await setAuth('oauth2-device', { deviceUrl, tokenUrl: `${upstream.origin}/token` });
    return owner.client.stream(connectByDevice, at());
  },
};

async function toldBy(door: (url: string) => Promise<unknown>, url: string): Promise<string> {
  const told = await door(url).catch((error: unknown) => {
    if (error instanceof TestProblem) return error.problem;
    throw error;
  });
  return JSON.stringify(told);
}

/** Refused by its rule; or before, in words, where it is no address of the web. */
function isRefused(told: string, url: string, { rule, byRedirect }: ForbiddenTarget): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (told.includes('is blocked by the egress policy')) return rules.join() === (rule ?? byRedirect);
  // A few spellings that a URL reads as an address are refused before, since they have no `://`.
  if (parsed === null || !/^https?:\/\//i.test(url))
    return rules.length === 0 && /This is not a URL|Write the whole address/.test(told);
  const hasUser = parsed.username !== '' || parsed.password !== '';
  return rules.length === 0 && hasUser && told.includes('A URL cannot hold a username or password.');
}

/** Few rounds try each spelling by one door: mostly by the first, which needs no API to be saved. */
function doorOf(index: number): number {
  const turn = index % 12;
  return turn % 4 === 3 ? (turn + 1) / 4 : 0;
}

it(`none of ${FORBIDDEN_TARGETS.length} forbidden targets is reached by an endpoint of connections, and each is refused for its own reason`, async () => {
  const wrong: unknown[] = [];
  const doors = Object.entries(DOORS);
  let requestCount = 0;
  for (const [index, target] of FORBIDDEN_TARGETS.entries()) {
    const url = target.url({ open: tripwire.port, own: own.port });
    for (const [title, door] of doors.filter((_, at) => TRIES_ALL || at === doorOf(index))) {
      rules.length = 0;
      requestCount += 1;
      const told = await toldBy(door, url);
      if (!isRefused(told, url, target)) wrong.push({ title, url, told, rules: [...rules], rule: target.rule });
    }
  }
  expect(wrong).toEqual([]);
  const reached = tripwire.connectionCount() + own.connectionCount();
  expect(reached).toBe(0);
  reportProof({
    about: 'Egress',
    claim: `The same spellings by the endpoints that ask a provider: ${doors.map(([title]) => title).join(', ')}`,
    figure: `${reached} of ${requestCount.toLocaleString('en')} reached a listener`,
    goal: '0',
    isMet: reached === 0,
  });
});
