import { createServer, type ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { isStopping, ListenError, listen, stopListening } from './listen.ts';

/** A server whose answers a test ends by hand. */
async function start() {
  const waiting: ServerResponse[] = [];
  let arrived = () => {};
  const server = createServer((_req, res) => {
    res.write('begun ');
    waiting.push(res);
    arrived();
  });
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  const get = async () => {
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const answer = fetch(url);
    await arrival;
    return answer;
  };
  return { server, url, waiting, get };
}

test('stopping lets an answer under way finish, tells whoever asks meanwhile, and then listens no more', async () => {
  const { server, url, waiting, get } = await start();
  const answer = await get();
  expect(isStopping(server)).toBe(false);
  const stopped = stopListening(server, 60_000);
  expect(isStopping(server)).toBe(true);
  const late = await get();
  late.body?.cancel();
  waiting[0]?.end('and done');
  expect(await answer.text()).toBe('begun and done');
  await stopped;
  await expect(fetch(url)).rejects.toThrow();
});

test('what does not finish in time is ended by its cut', async () => {
  const { server, waiting, get } = await start();
  const answer = await get();
  await stopListening(server, 10, async () => void waiting[0]?.end('and given up'));
  expect(await answer.text()).toBe('begun and given up');
});

test('what has no end is closed', async () => {
  const { server, get } = await start();
  const answer = await get();
  await stopListening(server, 10);
  await expect(answer.text()).rejects.toThrow();
});

test('a port that cannot be had is a sentence for the operator', async () => {
  const { server, url } = await start();
  const port = Number(new URL(url).port);
  await expect(listen(createServer(), port, '127.0.0.1')).rejects.toThrow(ListenError);
  await expect(listen(createServer(), port, '127.0.0.1')).rejects.toThrow(`Port ${port} on 127.0.0.1 is in use`);
  await stopListening(server, 10);
});
