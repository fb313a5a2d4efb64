import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createReadiness } from './readiness.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A database whose answers a test gives by hand. */
function start() {
  const asked: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let isStopping = false;
  const readiness = createReadiness({
    pingDatabase: () => new Promise((resolve, reject) => void asked.push({ resolve, reject })),
    isStopping: () => isStopping,
  });
  return {
    asked,
    readiness,
    stop: () => {
      isStopping = true;
    },
  };
}

test('many who ask at once share one question to the database, and its answer for a second', async () => {
  const { asked, readiness } = start();
  const answers = [readiness(), readiness(), readiness()];
  expect(asked).toHaveLength(1);
  asked[0]?.resolve();
  expect(await Promise.all(answers)).toEqual([{ ready: true }, { ready: true }, { ready: true }]);
  vi.advanceTimersByTime(999);
  expect(await readiness()).toEqual({ ready: true });
  expect(asked).toHaveLength(1);
  vi.advanceTimersByTime(1);
  const next = readiness();
  expect(asked).toHaveLength(2);
  asked[1]?.reject(new Error('password hunter22'));
  expect(await next).toEqual({ ready: false, reason: 'The database does not answer.' });
});

test('a server that stops is not ready, and asks the database nothing', async () => {
  const { asked, readiness, stop } = start();
  stop();
  expect(await readiness()).toEqual({ ready: false, reason: 'The server is stopping.' });
  expect(asked).toEqual([]);
});
