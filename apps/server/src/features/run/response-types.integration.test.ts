import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Envelope, envelopeSchema, type ResponseType } from '@jackfield/connector';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  eventsOf,
  initialize,
  initializeAndSave,
  type MadeCall,
  makeCall,
  makeToken,
  runCall,
  runPath,
} from '../../testing/make-call.ts';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

/** What the API answers with next. */
let answer: { type: string; body: string | Buffer } = { type: 'text/plain', body: '' };
let api: Server;
let server: TestServer;
let owner: Owner;
let token: string;

beforeAll(async () => {
  api = createServer((_req, res) => res.writeHead(200, { 'content-type': answer.type }).end(answer.body));
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: `127.0.0.1:${port()}` });
  owner = await signUpOwner(server);
  token = await makeToken(owner);
}, 60_000);
afterAll(async () => {
  await server.stop();
  api.close();
});

function port(): number {
  // A server that listens on TCP has an address with a port.
  return (api.address() as AddressInfo).port;
}

function make(responseType: ResponseType): Promise<MadeCall> {
  return makeCall(owner, `http://127.0.0.1:${port()}`, { call: { url: '/feed', responseType } });
}

async function run(made: MadeCall): Promise<Envelope> {
  const res = await runCall(server, runPath(owner, made), token);
  return envelopeSchema.parse(await res.json());
}

test('an XML element that was a list when the shape was saved is one in each run, also alone', async () => {
  const made = await make('xml');
  answer = { type: 'text/xml', body: '<feed><entry id="1"/><entry id="2"/><title>x</title></feed>' };
  await initializeAndSave(owner, made.call);
  expect(await run(made)).toMatchObject({ data: { feed: { entry: [{ '@id': '1' }, { '@id': '2' }], title: 'x' } } });
  answer = { type: 'text/xml', body: '<feed><entry id="3"/><title>y</title></feed>' };
  expect(await run(made)).toMatchObject({ data: { feed: { entry: [{ '@id': '3' }], title: 'y' } } });
  const again = await initialize(owner, made.call);
  expect(eventsOf(again, 'shape')[0]?.changes.filter(({ isBreaking }) => isBreaking)).toEqual([]);
});

test('the shape of XML has its attributes and elements, and the raw view the text as it came', async () => {
  const made = await make('xml');
  answer = { type: 'text/xml', body: '<order id="7"><total currency="EUR">4.20</total></order>' };
  const events = await initialize(owner, made.call);
  const pointers = eventsOf(events, 'shape')[0]?.fields.map(({ pointer }) => pointer);
  expect(pointers).toEqual([
    '',
    '/order',
    '/order/@id',
    '/order/total',
    '/order/total/@currency',
    '/order/total/#text',
  ]);
  expect(
    eventsOf(events, 'body')
      .map(({ text }) => text)
      .join(''),
  ).toBe(answer.body);
});

test('a number is typed as one', async () => {
  const made = await make('number');
  answer = { type: 'text/plain', body: '41.90\n' };
  const saved = await initializeAndSave(owner, made.call);
  expect(saved.shape?.fields[0]).toMatchObject({ pointer: '', type: 'number' });
  expect(await run(made)).toMatchObject({ ok: true, data: 41.9 });
});

test('an image is shown to who initializes, run as base64 or as itself, and no byte of it is kept', async () => {
  const made = await make('image');
  const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000001', 'hex');
  answer = { type: 'image/png', body: png };
  const events = await initialize(owner, made.call);
  const file = { contentType: 'image/png', fileName: 'feed', bytes: png.length, base64: png.toString('base64') };
  expect(eventsOf(events, 'file')).toEqual([{ type: 'file', ...file }]);
  expect(JSON.stringify(eventsOf(events, 'shape'))).not.toContain(file.base64);
  await initializeAndSave(owner, made.call);
  expect(await run(made)).toMatchObject({ ok: true, data: file });
  const res = await runCall(server, `${runPath(owner, made)}?answer=body`, token);
  expect(res.headers.get('content-type')).toBe('image/png');
  expect(Buffer.from(await res.arrayBuffer())).toEqual(png);
});
