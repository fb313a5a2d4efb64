import { createServer, type Server } from 'node:http';
import { defineEndpoint, noBody, nothing } from '@jackfield/contracts';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { listen, stopListening } from '../listen.ts';
import { createLogger } from '../logger.ts';
import { errorHandler } from './error-handler.ts';
import { createExpress, mountRoutes } from './mount-routes.ts';
import { requestId } from './request-id.ts';
import { type SendEvent, streamRoute } from './route.ts';

const lines = defineEndpoint({
  method: 'GET',
  path: '/lines',
  may: 'anyone',
  params: nothing,
  query: nothing,
  body: noBody,
  response: z.strictObject({ text: z.string() }),
  isStream: true,
  problems: [],
});

let server: Server | undefined;
afterEach(async () => {
  if (server) await stopListening(server, 10);
});

/** Serves one stream and tells its address. */
async function serve(work: (send: SendEvent<typeof lines>, signal: AbortSignal) => Promise<void>): Promise<string> {
  const app = createExpress();
  app.use(requestId);
  mountRoutes(app, [streamRoute(lines, ({ signal }, send) => work(send, signal))], {
    authenticate: async () => null,
    findAccess: async () => null,
    checksResponses: true,
  });
  app.use(errorHandler(createLogger({ JACKFIELD_LOG_LEVEL: 'silent' })));
  server = createServer(app);
  return `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/lines`;
}

test('a line is on its way before the next is known', async () => {
  let goOn = () => {};
  const url = await serve(async (send) => {
    await send({ text: 'one' });
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await send({ text: 'two' });
  });
  const res = await fetch(url);
  expect(res.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
  const reader = res.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('{"text":"one"}\n');
  goOn();
  expect((await reader?.read())?.value).toBe('{"text":"two"}\n');
  expect((await reader?.read())?.done).toBe(true);
});

test('a failure before the first line is a problem', async () => {
  const url = await serve(async () => {
    throw new AppError('call_not_runnable', { detail: 'Not yet.' });
  });
  const res = await fetch(url);
  expect(res.status).toBe(409);
  expect(await res.json()).toMatchObject({ code: 'call_not_runnable', detail: 'Not yet.' });
});

test('a failure after the first line cuts the stream, so that it is not taken for a whole one', async () => {
  const url = await serve(async (send) => {
    await send({ text: 'one' });
    throw new Error('broken');
  });
  await expect(fetch(url).then((res) => res.text())).rejects.toThrow();
});

test('a line that breaks the contract is never sent', async () => {
  const url = await serve(async (send) => {
    // On purpose not what the contract says.
    await send({ text: 1 } as unknown as { text: string });
  });
  expect((await fetch(url)).status).toBe(500);
});

test('work is told when its reader goes away', async () => {
  let told: (value: unknown) => void = () => {};
  const end = new Promise((resolve) => {
    told = resolve;
  });
  const url = await serve(async (send, signal) => {
    await send({ text: 'one' });
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    told(await send({ text: 'two' }).catch((error: unknown) => error));
  });
  const reading = new AbortController();
  const res = await fetch(url, { signal: reading.signal });
  await res.body?.getReader().read();
  reading.abort();
  expect(await end).toMatchObject({ message: 'The client went away.' });
});

test('a reader that does not read holds the work back', async () => {
  const text = 'x'.repeat(64 * 1024);
  const count = 2_000;
  let sent = 0;
  let ended = () => {};
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const url = await serve(async (send) => {
    for (; sent < count; sent += 1) await send({ text });
    ended();
  });
  const res = await fetch(url);
  const reader = res.body?.getReader();
  await reader?.read();
  // What sockets and buffers take in between is far less than the whole 128 MB.
  expect(sent).toBeLessThan(count);
  let bytes = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) bytes += part.value.length;
  await end;
  expect(bytes).toBeGreaterThan(count * text.length - 64 * 1024 * 2);
});
