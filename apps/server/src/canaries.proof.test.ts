import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  type Call,
  createApi,
  deleteCall,
  duplicateCall,
  type Environment,
  getCall,
  getSession,
  initializeCall,
  listProjects,
  restoreCall,
  runCall,
  saveCall,
  saveShape,
  setVariable,
  signIn,
  signUp,
} from '@jackfield/contracts';
import {
  createScratchDatabase,
  freePort,
  reportProof,
  rounds,
  type ScratchDatabase,
  SecretSearch,
  startUpstream,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { REPOSITORY_ROOT } from './env.ts';
import { removeDataFolder } from './testing/data-folder.ts';
import { dumpDatabase, readFolder } from './testing/dump-database.ts';
import { pathOf } from './testing/endpoint-path.ts';
import { ENDPOINTS } from './testing/endpoints.ts';
import { furnish } from './testing/furnished-project.ts';
import { eventsOf } from './testing/make-call.ts';
import { CanaryGarden } from './testing/plant-canaries.ts';
import { RecordingClient, type Seen } from './testing/recording-client.ts';
import { REQUESTS } from './testing/requests.ts';
import {
  type BuiltServer,
  buildServer,
  endProcesses,
  type ServerProcess,
  startProcess,
} from './testing/start-process.ts';

/** Throws where nothing catches it, with everything in memory. */
const CRASH = `process.on('SIGUSR2', () => setTimeout(() => { throw new Error('a fault that nothing catches'); }));`;
/** On this machine alone, but by a name that is not known to be: so the one-time link is needed. */
const HOST = '127.1';

let built: BuiltServer;
let upstream: Upstream;
let folder: string;
let scratch: ScratchDatabase | null = null;
beforeAll(async () => {
  [built, upstream, folder] = await Promise.all([
    buildServer(),
    startUpstream(),
    mkdtemp(path.join(tmpdir(), 'jackfield-canaries-')),
  ]);
  await writeFile(path.join(folder, 'crash.mjs'), CRASH);
});
afterEach(async () => {
  await endProcesses();
  await scratch?.drop();
  scratch = null;
});
afterAll(async () => {
  await upstream.close();
  await built.remove();
  await removeDataFolder(folder);
});

/** All that is known of one server and what came out of it. */
interface Crawl {
  settings: Record<string, string>;
  server: ServerProcess;
  client: RecordingClient;
  garden: CanaryGarden;
  seen: Seen[];
}

const EMBEDDED = 'the embedded database';
const databases = [EMBEDDED, 'a database server'].slice(0, rounds({ short: 1, whole: 2 }));

describe.each(databases)('on %s', (name) => {
  test('no secret is in anything that leaves the server, or that it keeps', async () => {
    const canaries: CanaryGarden['canaries'] = [];
    const settings = await settingsFor(name, canaries);
    const crawl = await begin(settings, { seen: [], canaries });
    await crawlCalls(crawl);
    growFinished(crawl);
    await crawlDoors(crawl);
    await crawlEndpoints(crawl);
    await crawlRefusals(crawl);
    await crawlPages(crawl);
    await crawlProcess(crawl);
    await crash(crawl);
    await startAgain(crawl, settings);
    const { DATABASE_URL: url, JACKFIELD_DATA: dataFolder } = settings;
    const isServer = url !== undefined;
    crawl.seen.push(...(isServer ? [] : await readFolder(dataFolder ?? '')));
    crawl.seen.push(...(await dumpDatabase(isServer ? { url } : { dataFolder })));
    judge(name, crawl);
  }, 600_000);
});

async function settingsFor(name: string, canaries: CanaryGarden['canaries']): Promise<Record<string, string>> {
  const masterKey = findable(() => randomBytes(32).toString('base64'));
  canaries.push({ name: 'master key', text: masterKey });
  const refused = await freePort();
  return {
    HOST,
    JACKFIELD_LOG_LEVEL: 'trace',
    JACKFIELD_MASTER_KEY: masterKey,
    JACKFIELD_EGRESS_ALLOW: `${upstream.allowEntry},127.0.0.1:${refused}`,
    NODE_OPTIONS: `--import=${path.join(folder, 'crash.mjs')}`,
    ...(name === EMBEDDED ? { JACKFIELD_DATA: path.join(folder, 'data') } : { DATABASE_URL: await database(canaries) }),
  };
}

async function database(canaries: CanaryGarden['canaries']): Promise<string> {
  scratch = await createScratchDatabase();
  const url = new URL(scratch.url);
  const password = findable(() => randomBytes(24).toString('base64url'));
  // A server that trusts this machine does not look at it; another one has a password of its own.
  if (url.password === '') url.password = password;
  canaries.push({ name: 'password of the database', text: url.password });
  return url.href;
}

/** Of texts that are made at random one that can be looked for: with letters and digits in a row. */
function findable(make: () => string): string {
  for (;;) {
    const text = make();
    if (/[A-Za-z0-9]{12}/.test(text.slice(0, -4))) return text;
  }
}

/** Starts, signs up by the one-time link, and puts a canary into every slot. */
async function begin(
  settings: Record<string, string>,
  { seen, canaries }: Pick<Crawl, 'seen'> & Pick<CanaryGarden, 'canaries'>,
): Promise<Crawl> {
  const server = startProcess(built, settings);
  const address = await server.address();
  await expect.poll(() => server.written().out, { timeout: 10_000 }).toContain('setup=');
  const setupToken = /setup=(\S+)/.exec(server.written().out)?.[1] ?? '';
  canaries.push({ name: 'one-time link', text: setupToken });
  const url = `http://127.0.0.1:${new URL(address).port}`;
  const client = new RecordingClient(url, seen);
  const password = findable(() => `p"w\\+/é ${randomBytes(16).toString('base64')}`);
  canaries.push({ name: 'password of an account', text: password });
  await client.call(signUp, { body: { name: 'Ann', email: EMAIL, password, setupToken } });
  await client.fetch(`/sign-up?setup=${setupToken}`);
  const cookie = await signInFindably(client, password);
  canaries.push({ name: 'session cookie', text: cookie });
  const { projects } = await client.call(listProjects);
  const [project] = projects;
  if (project === undefined) throw new Error('sign-up left no project');
  const garden = new CanaryGarden(client, project, upstream.origin);
  garden.canaries.push(...canaries);
  await garden.plant(doorOrigins(settings), rounds({ short: 1, whole: 3 }));
  return { settings, server, client, garden, seen };
}

/** The signature of a session's cookie: what stands before it, the id of the session, opens nothing without it. */
async function signInFindably(client: RecordingClient, password: string): Promise<string> {
  for (;;) {
    const res = await client.send(signIn, { body: { email: EMAIL, password } });
    const cookie = /session_token=[^.]+\.([^;]+)/.exec(res.headers.getSetCookie().join('\n'))?.[1] ?? '';
    const signature = decodeURIComponent(cookie);
    if (/[A-Za-z0-9]{12}/.test(signature.slice(0, -4))) return signature;
  }
}

const EMAIL = 'ann@example.com';
const METADATA = 'http://169.254.169.254';

function doorOrigins(settings: Record<string, string>): string[] {
  const refused = settings.JACKFIELD_EGRESS_ALLOW?.split(',').at(-1) ?? '';
  return [`http://${refused}`, upstream.origin.replace('http:', 'https:'), METADATA, 'http://no-such-name.invalid'];
}

const RUN_QUERIES = [
  '',
  '?headers=all&include=rawBody',
  '?answer=body',
  '?answer=body&headers=all',
  '?as=action',
  '?dryRun=true',
];

/** Every call in both environments: initialized with kept and with typed values, saved, run in every way. */
async function crawlCalls({ client, garden }: Crawl): Promise<void> {
  for (const made of garden.calls) {
    let { call } = made;
    for (const environment of garden.environments) {
      const typed = { card: garden.grow(`a card typed for ${made.api.name} in ${environment.name}`, 'header') };
      for (const testValues of [undefined, typed]) {
        const events = await initialize(client, call, environment.id, testValues);
        const [end] = eventsOf(events, 'end');
        expect(end, JSON.stringify(end)).toMatchObject({ outcome: 'response', status: 200 });
        const [shape] = eventsOf(events, 'shape');
        if (shape === undefined) continue;
        const body = { initializationId: shape.initializationId, choices: {} };
        call = await client.call(saveShape, { params: { callId: call.id }, body });
      }
    }
    for (const { id: environmentId } of garden.environments) {
      const card = garden.grow(`a card of a run by hand of ${made.api.name}`, 'header');
      const inputs = { card, pin: garden.growNumber(`a number of a run by hand of ${made.api.name}`) };
      const asked = { params: { callId: call.id }, body: { environmentId, as: 'data' as const, inputs } };
      expect((await client.stream(runCall, asked)).at(-1)).toMatchObject({ type: 'end', status: 200 });
    }
    for (const token of garden.tokens) {
      for (const query of RUN_QUERIES) {
        const pin = garden.growNumber(`a number of a run of ${made.api.name}`);
        const card = garden.grow(`a card of a run of ${made.api.name}`, 'header');
        await run(client, `${await runPath(client, made.api.slug, call.slug)}${query}`, token, {
          inputs: { card, pin },
        });
      }
    }
  }
}

/** What was made of secrets while they were sent is as secret: signatures, tokens, the finished Basic value. */
function growFinished({ garden }: Crawl): void {
  for (const { headers } of upstream.requests) {
    const sent = [headers.authorization ?? '', headers['x-signature'] ?? ''].join(' ');
    // What says whose key it is, and for what, is no secret.
    const made = (sent.match(/[A-Za-z0-9+/=_.-]{40,}/g) ?? []).filter((text) => !text.includes('aws4_request'));
    for (const text of made) garden.canaries.push({ name: 'a finished authentication', text });
  }
}

function initialize(client: RecordingClient, call: Call, environmentId: string, testValues?: Record<string, string>) {
  return client.stream(initializeCall, {
    params: { callId: call.id },
    body: { environmentId, version: call.version, ...(testValues ? { testValues } : {}) },
  });
}

async function runPath(client: RecordingClient, api: string, call: string): Promise<string> {
  const { projects } = await client.call(listProjects);
  return `/run/v1/${projects[0]?.slug}/${api}/${call}`;
}

async function run(client: RecordingClient, address: string, token: string, body: unknown, type = 'application/json') {
  const res = await client.fetch(address, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return res.text();
}

/** One call with a secret in its address, answered and failed in every way. */
async function crawlDoors(crawl: Crawl): Promise<void> {
  const { client, garden } = crawl;
  const [made] = garden.calls;
  if (made === undefined) throw new Error('there is no call');
  let call = await client.call(getCall, { params: { callId: made.call.id } });
  const address = await runPath(client, made.api.slug, call.slug);
  for (const url of doors(crawl)) {
    const document = {
      ...call.document,
      method: 'GET',
      url,
      body: { kind: 'none' as const },
      responseType: 'json' as const,
    };
    call = await client.call(saveCall, {
      params: { callId: call.id },
      body: { name: call.name, version: call.version, document },
    });
    for (const environment of garden.environments) await initialize(client, call, environment.id);
    for (const token of garden.tokens) {
      for (const query of RUN_QUERIES.slice(1, 4)) {
        await run(client, `${address}${query}`, token, { inputs: { card: garden.grow(`a card at ${url}`, 'header') } });
      }
    }
  }
}

function doors({ settings }: Crawl): string[] {
  const [refused = '', tls = '', ...others] = doorOrigins(settings);
  return [
    '/echo?k={{door}}',
    '/status/200?body={{door}}',
    '/status/200?h:x-echo={{header_row}}&h:etag={{header_row}}&h:x-{{header_name}}=1',
    '/status/401?body={{door}}&h:www-authenticate={{header_row}}',
    '/status/500?body={{door}}&h:content-type={{header_row}}',
    '/status/302?h:location=/echo?k={{header_row}}',
    '/status/302?h:location=http://[{{header_row}}',
    '/encoded/gzip?body={{door}}',
    '/encoded/deflate,br?body={{door}}',
    '/encoded/gzip?cut&body={{door}}{{door}}{{door}}',
    '/encoded/{{header_row}}?body={{door}}',
    '/html?k={{door}}',
    '/redirect/9?k={{door}}',
    `/redirect-to?url=${METADATA}/{{header_row}}`,
    '/reset?k={{door}}',
    '/reset-body?k={{door}}',
    '/close?k={{door}}',
    '/short-length?k={{door}}',
    '/cut-chunked?k={{door}}',
    '/not-http?k={{door}}',
    '/two-lengths?k={{door}}',
    '/early-hints?k={{door}}',
    `${refused}/?k={{door}}`,
    `${tls}/?k={{door}}`,
    ...others.map((origin) => `${origin}/?k={{door}}`),
  ];
}

/** Every endpoint of the contracts once as it should be. */
async function crawlEndpoints({ client, garden }: Crawl): Promise<void> {
  const { projects } = await client.call(listProjects);
  const [project] = projects;
  if (project === undefined) throw new Error('there is no project');
  const [development, live] = project.environments as [Environment, Environment]; // Every project has these two.
  const { user } = await client.call(getSession);
  const owner = { client, project, development, live, workspaceId: project.workspaceId, userId: user?.id ?? '' };
  const { ids } = await furnish({ ...owner, email: EMAIL }, project, 'Furnished', upstream.origin);
  for (const [name, endpoint] of ENDPOINTS) {
    if (name !== 'signOut') await client.send(endpoint, REQUESTS[name](ids));
  }
  for (const { call } of garden.calls) {
    const params = { callId: call.id };
    await client.call(duplicateCall, { params });
    await client.call(deleteCall, { params });
    const restored = await client.call(restoreCall, { params });
    const body = { name: restored.name, version: restored.version, document: restored.document };
    await client.call(saveCall, { params, body });
    await client.problem(saveCall, { params, body });
  }
  const variable = { name: 'region', environmentId: ids.liveId, value: 'eu', version: 99 };
  await client.problem(setVariable, { params: { projectId: ids.projectId }, body: variable });
  for (const [name, endpoint] of ENDPOINTS) {
    if (endpoint.method === 'GET') await client.send(endpoint, REQUESTS[name](ids));
  }
}

/** What is refused: a problem names the spot, never what stood there. */
async function crawlRefusals(crawl: Crawl): Promise<void> {
  const { client, garden } = crawl;
  const wrong = garden.grow('a value that is refused');
  const ids = Object.fromEntries(
    ['projectId', 'apiId', 'callId', 'tokenId', 'secretId', 'name'].map((id) => [id, wrong]),
  );
  const { projects } = await client.call(listProjects);
  const [made] = garden.calls;
  const right = { ...ids, projectId: projects[0]?.id ?? '', apiId: made?.api.id ?? '', callId: made?.call.id ?? '' };
  for (const [, endpoint] of ENDPOINTS) {
    for (const params of [right, ids]) {
      for (const body of endpoint.method === 'GET' ? [undefined] : wrongBodies(wrong)) {
        await client.fetch(
          `${pathOf(endpoint, params)}${body === undefined ? `?q=${encodeURIComponent(wrong)}` : ''}`,
          {
            method: endpoint.method,
            headers: { 'content-type': 'application/json' },
            ...(body === undefined ? {} : { body }),
          },
        );
      }
    }
  }
  const plain = { kind: 'bearer' as const, shared: { token: wrong }, byEnvironment: {} };
  const document = { ...(made?.api.document ?? {}), auth: plain };
  await client.problemOf(createApi, { projectId: right.projectId }, { name: 'Plain', document });
  const inputs = made?.call.document.inputs.map((input) => ({ ...input, testValue: wrong, defaultValue: wrong }));
  const call = { name: 'Plain', version: 1, document: { ...made?.call.document, inputs } };
  await client.problemOf(saveCall, { callId: right.callId }, call);
  await crawlWrongRuns(crawl, wrong);
}

function wrongBodies(wrong: string): string[] {
  const text = JSON.stringify(wrong);
  const names = [
    'name',
    'version',
    'document',
    'value',
    'owner',
    'slot',
    'environmentId',
    'email',
    'password',
    'setupToken',
  ];
  const fields = [...names, 'initializationId', 'choices', 'testValues', 'origin', 'surprise'];
  return [
    `{"value":${text}`,
    `${text.slice(0, -1)}`,
    text,
    `[${text}]`,
    `{${fields.map((name) => `"${name}":${text}`).join(',')}}`,
    `{${fields.map((name) => `"${name}":[${text}]`).join(',')}}`,
    `{${fields.map((name) => `"${name}":{"kind":${text},"type":${text}}`).join(',')}}`,
  ];
}

async function crawlWrongRuns({ client, garden }: Crawl, wrong: string): Promise<void> {
  const [token = ''] = garden.tokens;
  const [made] = garden.calls;
  const address = await runPath(client, made?.api.slug ?? '', made?.call.slug ?? '');
  const text = JSON.stringify(wrong);
  const digits = `${garden.growNumber('a number that is too long')}${garden.growNumber('the rest of it')}`;
  const bodies = [
    ...wrongBodies(wrong),
    { inputs: { card: { nested: wrong } } },
    { inputs: { card: [wrong], pin: wrong } },
    { inputs: { unknown: wrong } },
    { inputs: wrong },
    `{"inputs":{"card":${text},"pin":${digits}}}`,
    `{"inputs":{"card":${text},"pin":1e999}}`,
  ];
  for (const body of bodies) await run(client, address, token, body);
  await run(client, address, token, text, 'text/plain');
  await run(client, `${address}?answer=${encodeURIComponent(wrong)}`, token, {});
  await run(client, `${address}?${new URLSearchParams({ token })}`, 'jf_wrong', {});
  for (const place of [
    `/run/v1/${token}/a/b`,
    `/run/v1/${token}`,
    `/${token}`,
    `/api/${token}`,
    `/api/calls/${token}`,
  ]) {
    await client.fetch(place);
    await run(client, place, token, {});
  }
  for (const [name, value] of [
    ['idempotency-key', token.repeat(9)],
    ['authorization', `Basic ${token}`],
    ['origin', `http://${token}`],
  ] as const) {
    await client.fetch(address, { method: 'POST', headers: { [name]: value } });
    await client.fetch('/api/session', { headers: { [name]: value } });
  }
}

/** The page, every file of the editor, and what is served beside. */
async function crawlPages({ client, garden }: Crawl): Promise<void> {
  const assets = path.join(REPOSITORY_ROOT, 'apps/web/dist/assets');
  const files = existsSync(assets) ? (await readdir(assets)).map((file) => `/assets/${file}`) : [];
  if (files.length === 0) process.stdout.write('The editor is not built: its files were not crawled.\n');
  const html = { accept: 'text/html' };
  for (const address of ['/', '/sign-in', '/healthz', '/readyz', '/docs/errors.md', '/no-such.js', '/%E0', ...files]) {
    await client.fetch(address, { headers: html });
  }
  for (const { text } of garden.canaries) {
    // A page is shown at any address, and must not show it.
    if (URL.canParse(`http://x/${encodeURIComponent(text)}`)) {
      await client.fetch(`/api/${encodeURIComponent(text)}`);
    }
  }
}

/** What others on the machine can see of the process. */
async function crawlProcess({ server, seen }: Crawl): Promise<void> {
  const pid = String(server.child.pid);
  if (process.platform === 'win32') return;
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'pid,comm,args', '-p', pid]);
  expect(stdout).toContain(pid);
  seen.push({ door: 'ps', bytes: stdout });
  if (process.platform !== 'linux') return;
  for (const file of ['cmdline', 'comm', 'status']) {
    seen.push({ door: `/proc/<pid>/${file}`, bytes: await readFile(`/proc/${pid}/${file}`) });
  }
}

/** Ends the process by a fault that nothing catches, in the middle of a run with secrets. */
async function crash({ server, client, garden, seen }: Crawl): Promise<void> {
  const [made] = garden.calls;
  const [, token = ''] = garden.tokens;
  const call = await client.call(getCall, { params: { callId: made?.call.id ?? '' } });
  const document = { ...call.document, method: 'GET', url: '/slow-head?k={{door}}', body: { kind: 'none' as const } };
  await client.call(saveCall, {
    params: { callId: call.id },
    body: { name: call.name, version: call.version, document },
  });
  const card = garden.grow('a card of a run that a crash ends', 'header');
  const running = run(client, await runPath(client, made?.api.slug ?? '', call.slug), token, { inputs: { card } });
  running.catch(() => {});
  await expect.poll(() => upstream.requests.at(-1)?.url, { timeout: 20_000 }).toContain('/slow-head');
  const ended = await server.end(process.platform === 'win32' ? 'SIGTERM' : 'SIGUSR2');
  await running.catch(() => {});
  if (process.platform !== 'win32') expect(ended.errors).toContain('a fault that nothing catches');
  seen.push({ door: 'standard error, with the crash', bytes: ended.errors });
  // The link is to be seen here, once.
  const link = garden.canaries.find(({ name }) => name === 'one-time link')?.text ?? '';
  seen.push({ door: 'standard output', bytes: ended.out.replace(link, '') });
}

/** After the crash: the log of a start that mends the database, and of an end in order. */
async function startAgain({ seen }: Crawl, settings: Record<string, string>): Promise<void> {
  const server = startProcess(built, settings);
  await server.address();
  const ended = await server.end();
  expect(ended.code).toBe(0);
  seen.push(
    { door: 'standard output, again', bytes: ended.out },
    { door: 'standard error, again', bytes: ended.errors },
  );
}

function judge(name: string, { garden, seen }: Crawl): void {
  const search = new SecretSearch(garden.canaries);
  const names = new Set(garden.canaries.map(({ name }) => name));
  const leaks = new Set<string>();
  const faults = new Set<string>();
  let bytes = 0;
  const shownOnce = new Set(garden.tokens);
  for (const { door, bytes: found } of seen) {
    bytes += found.length;
    if (Buffer.from(found).includes('"code":"internal"')) faults.add(door);
    for (const { name, form } of search.find(withoutNewToken(door, found, shownOnce))) {
      leaks.add(`${name}, ${form}: in ${door}`);
    }
  }
  // What was sent has to have arrived, or its silence says nothing.
  const sent = new SecretSearch(garden.canaries).find(
    JSON.stringify(upstream.requests.map(({ body, ...rest }) => [rest, String(body)])),
  );
  const arrived = new Set(sent.map(({ name }) => name));
  const unsent = [...names].filter(
    (name) => / in (?:Development|Live)$|^a (?:card|number) (?:of a run|typed)/.test(name) && !arrived.has(name),
  );
  reportProof({
    about: 'Secrets',
    claim: `Canaries in every slot, looked for in all that a server on ${name} says, writes and keeps: found`,
    figure: `${leaks.size} of ${names.size} in ${seen.length.toLocaleString('en')} pieces, ${Math.round(bytes / 1e6)} MB`,
    goal: '0, of at least 25',
    isMet: leaks.size === 0 && names.size >= 25,
  });
  expect(names.size).toBeGreaterThanOrEqual(25);
  expect({ unsent, leaks: [...leaks], faults: [...faults] }).toEqual({ unsent: [], leaks: [], faults: [] });
}

/** The answer that makes a token shows it, once. */
function withoutNewToken(door: string, bytes: Seen['bytes'], tokens: Set<string>): Seen['bytes'] {
  if (!/^POST \/api\/projects\/[^/]+\/tokens, body$/.test(door)) return bytes;
  const text = Buffer.from(bytes).toString();
  const token = [...tokens].find((each) => text.includes(each));
  if (token === undefined) return bytes;
  tokens.delete(token);
  return text.replace(token, '');
}
