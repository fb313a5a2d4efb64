import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Input, inputSchema } from '@jackfield/connector';
import { type Call, type InitializationEvent, saveShape } from '@jackfield/contracts';
import { eventsOf, initialize, type MadeCall, makeCall, makeToken, runPath } from './make-call.ts';
import { type Owner, signUpOwner } from './scenario.ts';
import { startTestServer, type TestServer } from './start-test-server.ts';

type Body = Uint8Array | ((res: ServerResponse) => void);

/** A server with one call, `/[name]`, whose upstream answers with the bytes of that name as application/json. */
export interface JsonScene {
  server: TestServer;
  owner: Owner;
  call: Call;
  /** The same call, never saved, so that what it learns is of one sample. */
  fresh: Call;
  bodies: Map<string, Body>;
  /** The bodies of all requests, in order. */
  received: Buffer[];
  origin: string;
  token: string;
  run: (name: string, query?: string) => Promise<RunAnswer>;
  /** Of `fresh`. */
  initialize: (name: string) => Promise<InitializationEvent[]>;
  stop: () => Promise<void>;
}

export interface RunAnswer {
  status: number;
  headers: Headers;
  bytes: Buffer;
}

export async function startJsonScene(): Promise<JsonScene> {
  const bodies = new Map<string, Body>([['first', Buffer.from('{}')]]);
  const received: Buffer[] = [];
  const upstream = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      received.push(Buffer.concat(chunks));
      const body = bodies.get(decodeURIComponent((req.url ?? '/').slice(1)));
      res.setHeader('content-type', 'application/json');
      if (typeof body === 'function') body(res);
      else res.writeHead(body === undefined ? 404 : 200).end(body);
    });
  });
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve));
  // A listening TCP server has an address with a port.
  const { port } = upstream.address() as AddressInfo;
  const origin = `http://127.0.0.1:${port}`;
  const server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: `127.0.0.1:${port}` });
  const owner = await signUpOwner(server);
  const name: Input = { ...inputSchema.parse({ name: 'name' }), testValue: 'first' };
  const made = await makeCall(owner, origin, { call: { url: '/[name]', inputs: [name] } });
  const call = await save(owner, made.call, await initialize(owner, made.call));
  const { call: fresh } = await makeCall(owner, origin, { call: { url: '/[name]', inputs: [name] } });
  const token = await makeToken(owner);
  return {
    server,
    owner,
    call,
    fresh,
    bodies,
    received,
    origin,
    token,
    run: (file, query = '') => runRaw(server, { ...made, call }, owner, token, { name: file }, query),
    initialize: (file) => initialize(owner, fresh, { name: file }),
    stop: async () => {
      await server.stop();
      upstream.closeAllConnections();
      await new Promise((resolve) => upstream.close(resolve));
    },
  };
}

/** Saves what an initialization learned. */
export function save(owner: Owner, call: Call, events: readonly InitializationEvent[]): Promise<Call> {
  const [shape] = eventsOf(events, 'shape');
  if (shape === undefined) throw new Error(`the initialization gave no shape: ${JSON.stringify(events.at(-1))}`);
  const body = { initializationId: shape.initializationId, choices: {} };
  return owner.client.call(saveShape, { params: { callId: call.id }, body });
}

/** A run whose body is written as it is given: inputs as a value, or the whole text. */
export async function runRaw(
  server: TestServer,
  made: MadeCall,
  owner: Owner,
  token: string,
  inputs: Record<string, unknown> | string,
  query = '',
): Promise<RunAnswer> {
  const res = await fetch(`${server.url}${runPath(owner, made)}${query}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: typeof inputs === 'string' ? inputs : JSON.stringify({ inputs }),
  });
  return { status: res.status, headers: res.headers, bytes: Buffer.from(await res.arrayBuffer()) };
}

export function rawTextOf(events: readonly InitializationEvent[]): string {
  return eventsOf(events, 'body')
    .map(({ text }) => text)
    .join('');
}
