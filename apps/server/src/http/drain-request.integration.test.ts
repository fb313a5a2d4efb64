import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { LIMITS } from '@jackfield/connector';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { initializeAndSave, makeCall, makeToken, runPath } from '../testing/make-call.ts';
import { signUpOwner } from '../testing/scenario.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const MB = 1024 * 1024;
/** More than the buffers of both ends of a connection hold. */
const UPLOAD_BYTES = 24 * MB;

let upstream: Upstream;
let server: TestServer;
let run = '';
let authorization = '';
let cookie = '';
let callId = '';
beforeAll(async () => {
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
  const owner = await signUpOwner(server);
  const made = await makeCall(owner, upstream.origin);
  await initializeAndSave(owner, made.call);
  run = runPath(owner, made);
  callId = made.call.id;
  authorization = `Bearer ${await makeToken(owner)}`;
  cookie = owner.client.cookie();
});
afterAll(async () => {
  await server.stop();
  await upstream.close();
});

const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'multipart/form-data; boundary=x' };
const bytes = (count: number) => ({ 'content-length': String(count) });
const field = '--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nx\r\n';

/** Each is answered as soon as its first bytes are there. */
const cases: [
  string,
  number,
  () => { path: string; headers: Record<string, string>; first?: string; size?: number },
][] = [
  ['a run without a token', 401, () => ({ path: run, headers: json })],
  ['a run of an unknown project', 401, () => ({ path: '/run/v1/no/such/call', headers: json })],
  ['a run of an unknown call', 404, () => ({ path: `${run}-no`, headers: { ...json, authorization } })],
  ['an unknown parameter of a run', 400, () => ({ path: `${run}?no=1`, headers: { ...json, authorization } })],
  ['a run with too large a body', 413, () => ({ path: run, headers: { ...json, authorization } })],
  [
    'a run with too large a form',
    413,
    () => ({ path: run, headers: { ...form, authorization }, size: LIMITS.runFormBytesMax + MB }),
  ],
  [
    'a run with too many parts',
    400,
    () => ({ path: run, headers: { ...form, authorization }, first: field.repeat(LIMITS.inputsMax + 5) }),
  ],
  ['a change from elsewhere', 403, () => ({ path: '/api/sign-in', headers: json })],
  [
    'an editor endpoint without a session',
    401,
    () => ({ path: '/api/account/password', headers: { ...json, origin: server.url } }),
  ],
  [
    'a form of the editor that is too large',
    413,
    () => ({
      path: `/api/calls/${callId}/runs`,
      headers: { ...form, origin: server.url, cookie },
      size: LIMITS.runFormBytesMax + MB,
    }),
  ],
  ['an unknown address', 404, () => ({ path: '/api/no', headers: { ...json, origin: server.url, cookie } })],
];

test.each(cases)(
  '%s is answered %i before its body, and the client can send all of that body first',
  async (_name, status, request) => {
    const { path, headers, first = 'x', size = UPLOAD_BYTES } = request();
    const { port, host } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    const received = collect(socket);
    const all = { host, ...bytes(size), ...headers };
    const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST ${path} HTTP/1.1\r\n${head.join('')}\r\n${first}`);
    // The worst order for the client: the answer is there, and it sends on without a look at it.
    await received.until(/^HTTP\/1\.1 /);
    const block = Buffer.alloc(MB, 'x');
    for (let left = size - first.length; left > 0; left -= block.length) {
      if (!socket.write(block.subarray(0, Math.min(left, block.length)))) await once(socket, 'drain');
    }
    socket.write(`GET /healthz HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    await once(socket, 'close');
    const statuses = [...received.text().matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, code]) => Number(code));
    expect(statuses).toEqual([status, 200]);
  },
);

function collect(socket: Socket) {
  let text = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return {
    text: () => text,
    until: async (pattern: RegExp): Promise<void> => {
      while (!pattern.test(text)) await once(socket, 'data');
    },
  };
}
