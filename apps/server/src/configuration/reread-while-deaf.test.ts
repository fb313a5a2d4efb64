import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CompiledProject } from './compiled.ts';
import { type KeptProject, rereadWhileDeaf } from './reread-while-deaf.ts';

const MINUTE_MS = 60_000;
const HEARD_UNTIL = 1_000_000;

function project(slug: string): CompiledProject {
  return {
    id: 'p',
    workspaceId: 'w',
    slug,
    changeCount: 0,
    keepsBodies: false,
    environments: new Map(),
    apis: new Map(),
    tokens: new Map(),
  };
}

function kept(at = Date.now()): KeptProject {
  const loaded = project('kept');
  return { loading: Promise.resolve(loaded), loaded, readAt: at, hearing: 0, triedAt: at, rereading: null };
}

describe('while changes of other processes are not heard', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: HEARD_UNTIL });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const deaf = (reread: () => Promise<CompiledProject | null>) => ({ heardUntil: HEARD_UNTIL, reread });
  const fails = () => vi.fn(() => Promise.reject(new Error('the database is gone')));

  test('a project read within the second is used as it is', async () => {
    const reread = fails();
    const found = await rereadWhileDeaf(kept(), deaf(reread));
    expect(found?.slug).toBe('kept');
    expect(reread).not.toHaveBeenCalled();
  });

  test('an older one is read again, once for all runs that wait for it', async () => {
    const old = kept();
    vi.advanceTimersByTime(1_000);
    const reread = vi.fn(() => Promise.resolve(project('now')));
    const found = await Promise.all([1, 2, 3].map(() => rereadWhileDeaf(old, deaf(reread))));
    expect(found.map((answer) => answer?.slug)).toEqual(['now', 'now', 'now']);
    expect(reread).toHaveBeenCalledTimes(1);
  });

  test('one that is gone is gone', async () => {
    const old = kept();
    vi.advanceTimersByTime(1_000);
    expect(
      await rereadWhileDeaf(
        old,
        deaf(() => Promise.resolve(null)),
      ),
    ).toBeNull();
  });

  test('a run goes on with what is known while the database refuses, which is tried once a second', async () => {
    const old = kept();
    const reread = fails();
    for (let run = 0; run < 30; run += 1) {
      vi.advanceTimersByTime(100);
      expect((await rereadWhileDeaf(old, deaf(reread)))?.slug).toBe('kept');
    }
    expect(reread).toHaveBeenCalledTimes(3);
  });

  test('a run waits a second at most for a database that says nothing, and later ones not at all', async () => {
    const old = kept();
    vi.advanceTimersByTime(1_000);
    const reread = vi.fn(() => new Promise<never>(() => {}));
    const first = rereadWhileDeaf(old, deaf(reread));
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await first)?.slug).toBe('kept');
    expect((await rereadWhileDeaf(old, deaf(reread)))?.slug).toBe('kept');
    expect(reread).toHaveBeenCalledTimes(1);
  });

  test('what cannot be read again is used for five minutes and no longer', async () => {
    const old = kept(HEARD_UNTIL - MINUTE_MS);
    vi.setSystemTime(HEARD_UNTIL + 5 * MINUTE_MS);
    expect((await rereadWhileDeaf(old, deaf(fails())))?.slug).toBe('kept');
    vi.setSystemTime(HEARD_UNTIL + 5 * MINUTE_MS + 1);
    await expect(rereadWhileDeaf(old, deaf(fails()))).rejects.toMatchObject({ code: 'database_unavailable' });
  });
});
