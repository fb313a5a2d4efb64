import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type CallDocument, defaultStreamSettings, type StreamSettings } from '@jackfield/connector';
import { type HandRunEvent, runCall as runByHand, runStreamEventSchemas } from '@jackfield/contracts';
import { createParser } from 'eventsource-parser';
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

/** What the API does with the next request. */
let answer: (res: ServerResponse) => void;
let api: Server;
let server: TestServer;
let owner: Owner;
let token: string;

beforeAll(async () => {
  api = createServer((_req, res) => answer(res));
  api.listen(0, '127.0.0.1');
  await once(api, 'listening');
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: `127.0.0.1:${port()}` });
  owner = await signUpOwner(server);
  token = await makeToken(owner);
}, 60_000);
afterAll(async () => {
  await server.stop();
  api.closeAllConnections();
  api.close();
});

function port(): number {
  // A server that listens on TCP has an address with a port.
  return (api.address() as AddressInfo).port;
}

const EVENTS = [
  'event: start\ndata: {"type":"start","id":12345678901234567890}\n\n',
  'event: delta\ndata: {"type":"delta","delta":{"text":"Hel"}}\n\n',
  'event: delta\ndata: {"type":"delta","delta":{"text":"lo"}}\n\n',
  'event: stop\ndata: {"type":"stop"}\n\n',
];

function sendEvents(res: ServerResponse): void {
  res.writeHead(200, { 'content-type': 'text/event-stream' }).end(EVENTS.join(''));
}

async function makeStream(settings: Partial<StreamSettings> = {}, call: Partial<CallDocument> = {}): Promise<MadeCall> {
  const stream = { ...defaultStreamSettings(), textPath: 'delta.text', ...settings };
  const made = await makeCall(owner, `http://127.0.0.1:${port()}`, {
    call: { url: '/chat', method: 'POST', responseType: 'stream', stream, ...call },
  });
  answer = sendEvents;
  await initializeAndSave(owner, made.call);
  return made;
}

interface Told {
  event: string;
  data: Record<string, unknown>;
}

async function eventsFrom(response: Response, onEvent?: (told: Told) => void): Promise<Told[]> {
  expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
  const told: Told[] = [];
  const parser = createParser({
    onEvent: ({ event = '', data }) => {
      const schema = Object.entries(runStreamEventSchemas).find(([name]) => name === event)?.[1];
      expect(schema?.safeParse(JSON.parse(data)).error).toBeUndefined();
      told.push({ event, data: JSON.parse(data) });
      onEvent?.({ event, data: JSON.parse(data) });
    },
  });
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) parser.feed(decoder.decode(chunk, { stream: true }));
  return told;
}

test('a stream is initialized live, and its shape is learned from its events, told apart by their names', async () => {
  const { call } = await makeStream();
  const events = await initialize(owner, call);
  expect(eventsOf(events, 'event').map(({ event }) => event)).toEqual(['start', 'delta', 'delta', 'stop']);
  expect(eventsOf(events, 'event')[0]?.data).toBe('{"type":"start","id":12345678901234567890}');
  expect(eventsOf(events, 'text').map(({ text }) => text)).toEqual(['Hel', 'lo']);
  expect(
    eventsOf(events, 'body')
      .map(({ text }) => text)
      .join(''),
  ).toBe(EVENTS.join(''));
  const [shape] = eventsOf(events, 'shape');
  const pointers = shape?.fields.map(({ pointer }) => pointer);
  expect(pointers).toEqual(expect.arrayContaining(['/text', '/events/*/event', '/events/*/data/delta/text']));
  expect(shape?.changes).toEqual([]);
  const saved = await initializeAndSave(owner, call);
  expect(JSON.stringify(saved.shape?.schema)).toContain('"const":"delta"');
});

test('the envelope has the text and the events, the bytes alone are as they came', async () => {
  const made = await makeStream();
  answer = sendEvents;
  const text = await (await runCall(server, runPath(owner, made), token)).text();
  expect(JSON.parse(text)).toMatchObject({ outcome: 'response', ok: true, data: { text: 'Hello' } });
  expect(JSON.parse(text).data.events).toHaveLength(4);
  expect(text).toContain('"id":12345678901234567890');
  const bytes = await runCall(server, `${runPath(owner, made)}?answer=body`, token);
  expect(bytes.headers.get('content-type')).toBe('text/event-stream');
  expect(await bytes.text()).toBe(EVENTS.join(''));
});

test.each([
  ['?answer=stream', {}],
  ['', { accept: 'application/json, text/event-stream;q=0.9' }],
])('asked for as %j %j it is handed on event by event', async (query, headers) => {
  const made = await makeStream();
  let goOn = (): void => {};
  answer = (res) => {
    res
      .writeHead(200, { 'content-type': 'text/event-stream', 'x-request-id': 'r1' })
      .write(EVENTS.slice(0, 2).join(''));
    goOn = () => res.end(EVENTS.slice(2).join(''));
  };
  const response = await runCall(server, runPath(owner, made) + query, token, { headers });
  // The rest is sent only when the first text was seen.
  const told = await eventsFrom(response, ({ event }) => event === 'text' && goOn());
  expect(told.map(({ event }) => event)).toEqual(['head', 'event', 'event', 'text', 'event', 'text', 'event', 'end']);
  expect(told[0]?.data).toMatchObject({ status: 200, ok: true, headers: { 'x-request-id': 'r1' } });
  expect(told[2]?.data).toEqual({ event: 'delta', data: { type: 'delta', delta: { text: 'Hel' } } });
  expect(told.at(-1)?.data).toMatchObject({ outcome: 'response', ok: true, data: { text: 'Hello' } });
});

test('whoever leaves closes the connection to the API', async () => {
  const made = await makeStream();
  let closed: Promise<unknown> = Promise.resolve();
  answer = (res) => {
    closed = once(res, 'close');
    res.writeHead(200, { 'content-type': 'text/event-stream' }).write(EVENTS[0] ?? '');
  };
  const gone = new AbortController();
  const response = await runCall(server, `${runPath(owner, made)}?answer=stream`, token, { signal: gone.signal });
  const reader = response.body?.getReader();
  await reader?.read();
  gone.abort();
  await closed;
});

test('a client that reads nothing holds the API back', async () => {
  const made = await makeStream({ textPath: '' });
  const piece = `data: {"x":"${'x'.repeat(60_000)}"}\n\n`;
  let held: Promise<unknown> = Promise.resolve();
  let sent = 0;
  answer = (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    held = new Promise((resolve) => {
      const fill = (): void => {
        for (; sent < 700; sent += 1) {
          if (res.write(piece)) continue;
          // Nobody takes more while the client does not: a quarter of a second without room is being held back.
          const timer = setTimeout(resolve, 250);
          res.once('drain', () => {
            clearTimeout(timer);
            fill();
          });
          sent += 1;
          return;
        }
        res.end();
      };
      fill();
    });
  };
  const response = await runCall(server, `${runPath(owner, made)}?answer=stream`, token);
  await held;
  expect(sent).toBeLessThan(700);
  const told = await eventsFrom(response);
  expect(told.filter(({ event }) => event === 'event')).toHaveLength(700);
});

test('what fails is the last event, and what came until then was sent', async () => {
  const made = await makeStream();
  answer = (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write(EVENTS.slice(0, 2).join(''), () => res.socket?.resetAndDestroy());
  };
  const broken = await eventsFrom(await runCall(server, `${runPath(owner, made)}?answer=stream`, token));
  expect(broken.at(-1)).toMatchObject({ event: 'end', data: { outcome: 'connection_lost', data: { text: 'Hel' } } });
  answer = (res) => res.writeHead(429, { 'content-type': 'application/json' }).end('{\n"error": "slow"\n}');
  const refused = await eventsFrom(await runCall(server, `${runPath(owner, made)}?answer=stream`, token));
  expect(refused.map(({ event }) => event)).toEqual(['head', 'end']);
  expect(refused.at(-1)?.data).toMatchObject({ ok: false, status: 429, data: { error: 'slow' } });
});

test('with onError=stop the status says whether the API took the call, before the first event', async () => {
  const made = await makeStream();
  const run = (query: string) => runCall(server, `${runPath(owner, made)}?answer=stream${query}`, token);
  const eventNames = async (response: Response) => (await eventsFrom(response)).map(({ event }) => event);
  answer = (res) => res.writeHead(429, { 'content-type': 'application/json' }).end('{"error": "slow"}');
  const refused = await run('&onError=stop');
  expect([refused.status, await eventNames(refused)]).toEqual([424, ['head', 'end']]);
  answer = (res) => res.socket?.resetAndDestroy();
  const lost = await run('&onError=stop');
  expect([lost.status, await eventNames(lost)]).toEqual([424, ['end']]);
  expect((await run('&onError=continue')).status).toBe(200);
  answer = (res) => {
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write(EVENTS.slice(0, 2).join(''), () => res.socket?.resetAndDestroy());
  };
  const broken = await run('&onError=stop');
  expect([broken.status, (await eventNames(broken)).at(-1)]).toEqual([200, 'end']);
});

test('a stream that is set to stop its callers does so without being asked', async () => {
  const made = await makeStream({}, { onError: 'stop' });
  answer = (res) => res.writeHead(500, { 'content-type': 'text/plain' }).end('no');
  expect((await runCall(server, `${runPath(owner, made)}?answer=stream`, token)).status).toBe(424);
});

test('only a stream can be asked for as one', async () => {
  const made = await makeCall(owner, `http://127.0.0.1:${port()}`, { call: { url: '/json' } });
  answer = (res) => res.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  await initializeAndSave(owner, made.call);
  const refused = await runCall(server, `${runPath(owner, made)}?answer=stream`, token);
  expect(refused.status).toBe(400);
  expect(await refused.text()).toContain('is not a stream');
  const headers = { accept: 'text/event-stream' };
  const usual = await runCall(server, runPath(owner, made), token, { headers });
  expect(usual.headers.get('content-type')).toBe('application/json; charset=utf-8');
});

test('a run by hand is told of each event', async () => {
  const { call } = await makeStream();
  answer = sendEvents;
  const body = { environmentId: owner.development.id, as: 'data' as const, inputs: {} };
  const events: HandRunEvent[] = await owner.client.stream(runByHand, { params: { callId: call.id }, body });
  const told = events.filter(({ type }) => type !== 'progress').map(({ type }) => type);
  expect(told).toEqual(['event', 'event', 'text', 'event', 'text', 'event', 'end']);
});
