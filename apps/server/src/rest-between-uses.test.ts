import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { restBetweenUses } from './rest-between-uses.ts';

/** Whether Node keeps the storage up to date, which costs every promise; from Node 24 on there is no such state. */
const isOn = (storage: AsyncLocalStorage<unknown>): boolean => 'enabled' in storage && storage.enabled === true;
const knowsOn = 'enabled' in new AsyncLocalStorage();

test('a storage is on while something runs in it, and off afterwards', async () => {
  const storage = restBetweenUses(new AsyncLocalStorage<string>());
  let end = (): void => {};
  const first = storage.run('first', async () => {
    await new Promise<void>((resolve) => {
      end = resolve;
    });
    return storage.getStore();
  });
  const second = storage.run('second', async () => {
    await turn();
    return storage.run('inner', () => storage.getStore());
  });
  expect(await second).toBe('inner');
  expect(isOn(storage)).toBe(knowsOn);
  end();
  expect(await first).toBe('first');
  await turn();
  expect(isOn(storage)).toBe(false);
  expect(storage.run('again', () => storage.getStore())).toBe('again');
  expect(isOn(storage)).toBe(false);
});

test('what fails leaves too, and fails as it did', async () => {
  const storage = restBetweenUses(restBetweenUses(new AsyncLocalStorage<string>()));
  const fault = new Error('on purpose');
  expect(() =>
    storage.run('a', () => {
      throw fault;
    }),
  ).toThrow(fault);
  await expect(storage.run('b', () => Promise.reject(fault))).rejects.toBe(fault);
  await turn();
  expect(isOn(storage)).toBe(false);
  expect(storage.getStore()).toBeUndefined();
});
