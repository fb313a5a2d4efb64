import type { AsyncLocalStorage } from 'node:async_hooks';

/** From here on a storage that is in use costs nobody else anything (`AsyncContextFrame`, on by default). */
const FREE_FROM_NODE = 24;
const isFree = Number.parseInt(process.versions.node, 10) >= FREE_FROM_NODE;
const resting = new WeakSet<object>();

/**
 * Switches a storage off whenever nothing runs in it any more; the next `run` switches it on by itself. Until Node 24 a
 * storage that was used once makes every promise and every socket of the process dearer for good: a seventh of all that
 * a run of the run API takes, which uses none.
 *
 * @param storage one that is entered by `run` alone, with work whose promise lasts as long as it needs the store.
 */
export function restBetweenUses<Store>(storage: AsyncLocalStorage<Store>): AsyncLocalStorage<Store> {
  if (isFree || resting.has(storage)) return storage;
  resting.add(storage);
  const run = storage.run.bind(storage);
  let uses = 0;
  const leave = (): void => {
    uses -= 1;
    if (uses === 0) storage.disable();
  };
  storage.run = (store: Store, work: (...args: unknown[]) => unknown, ...args: unknown[]) => {
    uses += 1;
    let result: unknown;
    try {
      result = run(store, work, ...args);
    } catch (error) {
      leave();
      throw error;
    }
    if (result instanceof Promise) result.then(leave, leave);
    else leave();
    return result as never;
  };
  return storage;
}
