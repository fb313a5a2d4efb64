import {
  createScratchDatabase,
  type DatabaseProxy,
  type ScratchDatabase,
  startDatabaseProxy,
} from '@jackfield/testing';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { announceChange, type ChangeListening, type Database, isUnavailable, openDatabase } from '../index.ts';
import { LISTENER_NAME, listenToChanges } from './listen-to-changes.ts';

const PATIENCE = { timeout: 15_000, interval: 20 };

/** What a listener was told, in order. */
function listenTo(database: Database): { told: string[]; listening: ChangeListening } {
  const told: string[] = [];
  const listening = database.listenToChanges({
    onChange: (projectId) => told.push(projectId),
    onHearing: () => told.push('hearing'),
    onDeaf: () => told.push('deaf'),
  });
  return { told, listening };
}

describe('changes on a PostgreSQL server', () => {
  let scratch: ScratchDatabase;
  let proxy: DatabaseProxy;
  /** The one that listens goes by the proxy, the one that changes does not. */
  let near: Database;
  let far: Database;
  const listenings: ChangeListening[] = [];

  beforeEach(async () => {
    scratch = await createScratchDatabase();
    far = await openDatabase({ url: scratch.url });
    proxy = await startDatabaseProxy(scratch.url);
    near = await openDatabase({ url: proxy.url });
  });
  afterEach(async () => {
    await proxy.restore();
    await Promise.all(listenings.splice(0).map((listening) => listening.close()));
    await Promise.all([near.close(), far.close()]);
    await proxy.close();
    await scratch.drop();
  });

  async function hear(): Promise<string[]> {
    const { told, listening } = listenTo(near);
    listenings.push(listening);
    await listening.tried;
    return told;
  }

  test('are told when they are committed, and not when they are rolled back', async () => {
    const told = await hear();
    await far.prisma
      .$transaction(async (tx) => {
        await announceChange(tx, 'undone');
        throw new Error('changed my mind');
      })
      .catch(() => {});
    await far.prisma.$transaction((tx) => announceChange(tx, 'done'));
    await vi.waitFor(() => expect(told.at(-1)).toBe('done'), PATIENCE);
    expect(told).toEqual(['hearing', 'done']);
  });

  test('are told to the process that made them too', async () => {
    const told = await hear();
    await near.prisma.$transaction((tx) => announceChange(tx, 'mine'));
    await vi.waitFor(() => expect(told).toEqual(['hearing', 'mine']), PATIENCE);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['ended by the server', () => endListeners(far)],
    ['refused', () => proxy.refuse()],
    ['silent', async () => proxy.silence()],
  ])('may have been missed when the connection was %s, which is told before and after', async (_how, lose) => {
    const told = await hear();
    await lose();
    await vi.waitFor(() => expect(told).toContain('deaf'), PATIENCE);
    await proxy.restore();
    await vi.waitFor(() => expect(told.at(-1)).toBe('hearing'), PATIENCE);
    await far.prisma.$transaction((tx) => announceChange(tx, 'later'));
    await vi.waitFor(() => expect(told.at(-1)).toBe('later'), PATIENCE);
  });

  test('count as not heard where a pooler lets the connection be made and drops notifications', async () => {
    const causes: string[] = [];
    const listening = listenToChanges(scratch.url, async () => {}, {
      onChange: () => {},
      onHearing: () => causes.push('hearing'),
      onDeaf: (_heardUntil, cause) => causes.push(cause.message),
    });
    listenings.push(listening);
    await listening.tried;
    expect(causes).toEqual([expect.stringContaining('PgBouncer')]);
  });

  test.each<[string, () => Promise<void>]>([
    ['refused', () => proxy.refuse()],
    ['silent', async () => proxy.silence()],
  ])(
    'cannot be made while connections are %s, which is no fault of ours, and can again afterwards',
    async (_how, lose) => {
      await near.ping();
      await lose();
      await expect(near.ping()).rejects.toThrow();
      const startedAt = Date.now();
      const failures = await Promise.all([
        near.prisma.project.count().catch((error: unknown) => error),
        near.prisma.$transaction((tx) => announceChange(tx, 'x')).catch((error: unknown) => error),
      ]);
      expect(failures.map(isUnavailable)).toEqual([true, true]);
      // A connection that was made before may be waited for as long as a statement may take.
      expect(Date.now() - startedAt).toBeLessThan(25_000);
      await proxy.restore();
      await vi.waitFor(() => near.ping(), PATIENCE);
      expect(await near.prisma.project.count()).toBe(0);
    },
  );
});

async function endListeners({ prisma }: Database): Promise<void> {
  await prisma.$queryRaw`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = ${LISTENER_NAME}`;
}
