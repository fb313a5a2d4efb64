import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { Agent, createServer, request, type Server, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { initializeCall, listTokens, saveCall } from '@jackfield/contracts';
import { freePort, reportProof, rounds } from '@jackfield/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listen, stopListening } from './listen.ts';
import { removeDataFolder } from './testing/data-folder.ts';
import { initializeAndSave, type MadeCall, makeCall, makeToken, runCall, runPath } from './testing/make-call.ts';
import { type Owner, signUpOwner } from './testing/scenario.ts';
import {
  type BuiltServer,
  buildServer,
  endProcesses,
  type ServerProcess,
  startProcess,
} from './testing/start-process.ts';
import { TestClient } from './testing/test-client.ts';

const PATIENCE_MS = 300_000;
/** What is promised for runs. */
const GRACE_MS = 20_000;
/** For what comes after them. */
const END_MS = 2_000;

let built: BuiltServer;
let upstream: Server;
let upstreamPort: number;
/** Answers that wait for the test. */
const held: ServerResponse[] = [];
let folder: string;
let port: number;
beforeAll(async () => {
  built = await buildServer();
  upstream = createServer((req, res) => {
    res.setHeader('content-type', 'application/json');
    if (req.url === '/held') held.push(res);
    else res.end('{"ok":true}');
  });
  upstreamPort = await listen(upstream, 0, '127.0.0.1');
  folder = await mkdtemp(path.join(tmpdir(), 'jackfield-stopping-'));
  port = await freePort();
});
afterEach(async () => {
  for (const res of held.splice(0)) res.destroy();
  await endProcesses();
});
afterAll(async () => {
  await stopListening(upstream, 0);
  await removeDataFolder(folder);
  await built.remove();
});

const url = () => `http://127.0.0.1:${port}`;
const start = async (): Promise<ServerProcess> => {
  const server = startProcess(built, {
    JACKFIELD_DATA: folder,
    PORT: String(port),
    JACKFIELD_SIGNUP: 'open',
    JACKFIELD_LOG_LEVEL: 'warn',
    JACKFIELD_EGRESS_ALLOW: `127.0.0.1:${upstreamPort}`,
  });
  await server.address();
  return server;
};

/** A call that is initialized, and whose next answers wait for the test. */
async function makeHeldCall(owner: Owner): Promise<MadeCall> {
  const made = await makeCall(owner, `http://127.0.0.1:${upstreamPort}`, { call: { url: '/now', tries: 1 } });
  const { id, name, version, document } = await initializeAndSave(owner, made.call);
  const body = { name, version, document: { ...document, url: '/held' } };
  return { ...made, call: await owner.client.call(saveCall, { params: { callId: id }, body }) };
}

/** The same call in the three ways to run it, once all have reached the upstream. */
async function runInThreeWays(owner: Owner, made: MadeCall, token: string) {
  const answers = {
    envelope: runCall({ url: url() }, runPath(owner, made), token),
    body: runCall({ url: url() }, `${runPath(owner, made)}?answer=body`, token),
    events: owner.client.stream(initializeCall, {
      params: { callId: made.call.id },
      body: { environmentId: owner.development.id, version: made.call.version },
    }),
  };
  await expect.poll(() => held.length, { timeout: 30_000 }).toBe(3);
  return answers;
}

/** One request on a connection that is kept. */
function askOn(
  agent: Agent,
  address: string,
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  return new Promise((resolve, reject) => {
    request(`${url()}${address}`, { agent }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      res.on('end', () => resolve({ status: res.statusCode ?? 0, headers: res.headers, text }));
    })
      .on('error', reject)
      .end();
  });
}

async function openSocket(text: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  if (text !== '') socket.write(text);
  return socket;
}

test(
  'on SIGTERM what runs finishes, what comes is refused in words, and the process ends in order',
  async () => {
    const server = await start();
    const owner = await signUpOwner({ visitor: () => new TestClient(url()) });
    const made = await makeHeldCall(owner);
    const token = await makeToken(owner);
    const answers = await runInThreeWays(owner, made, token);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    expect((await askOn(agent, '/readyz')).text).toBe('{"ready":true}');
    // Nothing, half a head, and half of what follows it.
    const sockets = await Promise.all(['', 'GET /api/session HTTP/1.1\r\nHost: x\r\n', 'GET /'].map(openSocket));

    const began = performance.now();
    const ended = server.end('SIGTERM');
    await expect.poll(async () => (await askOn(agent, '/readyz')).status).toBe(503);
    expect((await askOn(agent, '/readyz')).text).toBe('{"ready":false,"reason":"The server is stopping."}');
    expect((await askOn(agent, '/healthz')).status).toBe(200);
    const kept = await askOn(agent, '/api/session');
    expect(kept).toMatchObject({ status: 503, headers: { connection: 'close' } });
    expect(JSON.parse(kept.text)).toMatchObject({ code: 'shutting_down' });
    const fresh = await runCall({ url: url() }, runPath(owner, made), token);
    expect([fresh.status, fresh.headers.get('connection')]).toEqual([503, 'close']);
    expect(await fresh.json()).toMatchObject({ code: 'shutting_down' });

    for (const res of held.splice(0)) res.end('{"ok":true}');
    expect(await (await answers.envelope).json()).toMatchObject({ outcome: 'response', status: 200 });
    expect(await (await answers.body).text()).toBe('{"ok":true}');
    expect((await answers.events).at(-1)).toMatchObject({ type: 'end', outcome: 'response' });
    const { code, errors } = await ended;
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(performance.now() - began).toBeLessThan(GRACE_MS);
    for (const socket of sockets) socket.destroy();
    agent.destroy();

    await start();
    const { tokens } = await owner.client.call(listTokens, { params: { projectId: owner.project.id } });
    expect(tokens[0]?.lastUsedAt).not.toBeNull();
    reportProof({
      about: 'Durability',
      claim: 'SIGTERM under an envelope, a body, an initialization, idle and half-sent connections',
      figure: 'all three whole, new requests 503, exit code 0',
      goal: 'the same',
      isMet: true,
    });
  },
  PATIENCE_MS,
);

test(
  'a second signal ends at once',
  async () => {
    const server = await start();
    const owner = await signUpOwner({ visitor: () => new TestClient(url()) });
    const answers = await runInThreeWays(owner, await makeHeldCall(owner), await makeToken(owner));
    const lost = Promise.allSettled([answers.envelope, answers.body, answers.events]);
    server.child.kill('SIGTERM');
    await expect.poll(() => server.written().out).toContain('Stopping');
    expect((await server.end('SIGTERM')).code).toBe(130);
    expect((await lost).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  },
  PATIENCE_MS,
);

const isWhole = rounds({ short: 0, whole: 1 }) === 1;
if (!isWhole) console.log('What lasts longer than 20 seconds is cut: tried in npm run proof only');

test.runIf(isWhole)(
  'what does not finish in 20 seconds ends as a cancelled run, and the process with 0',
  async () => {
    const server = await start();
    const owner = await signUpOwner({ visitor: () => new TestClient(url()) });
    const answers = await runInThreeWays(owner, await makeHeldCall(owner), await makeToken(owner));
    const began = performance.now();
    const ended = server.end('SIGTERM');
    const [envelope, body, events] = await Promise.all([answers.envelope, answers.body, answers.events]);
    expect(await envelope.json()).toMatchObject({ outcome: 'cancelled', error: { kind: 'cancelled' } });
    expect([body.status, await body.json()]).toMatchObject([502, { code: 'upstream_failed', kind: 'cancelled' }]);
    expect(events.at(-1)).toMatchObject({ type: 'end', outcome: 'cancelled' });
    const { code, errors } = await ended;
    const tookMs = performance.now() - began;
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(tookMs).toBeGreaterThan(GRACE_MS - 1_000);
    expect(tookMs).toBeLessThan(GRACE_MS + END_MS);
    reportProof({
      about: 'Durability',
      claim: 'SIGTERM with runs that never end: each is told that it was cancelled, exit code 0, after',
      figure: `${(tookMs / 1_000).toFixed(1)} s`,
      goal: '20 s + 2',
      isMet: tookMs < GRACE_MS + END_MS,
    });
  },
  PATIENCE_MS,
);
