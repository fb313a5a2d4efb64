import { DriverAdapterError } from '@prisma/driver-adapter-utils';
import { pino } from 'pino';
import { afterEach, expect, test, vi } from 'vitest';
import type { EndedRun } from './ended-run.ts';
import { KeptSeal } from './kept-parts.ts';
import type { RunCount } from './run-counts.ts';
import { RunRecorder } from './run-recorder.ts';
import type { NewRun } from './run-row.ts';

const AWAY = new DriverAdapterError({ kind: 'DatabaseNotReachable' });

class Store {
  readonly rows: NewRun[] = [];
  readonly counts: RunCount[] = [];
  fault: Error | null = null;

  record = async (rows: readonly NewRun[]): Promise<void> => {
    if (this.fault !== null) throw this.fault;
    this.rows.push(...rows);
  };

  count = async (counts: readonly RunCount[]): Promise<void> => {
    if (this.fault !== null) throw this.fault;
    this.counts.push(...counts);
  };

  sum(field: 'runs' | 'failed' | 'unrecorded'): number {
    return this.counts.filter(({ spanSeconds }) => spanSeconds === 300).reduce((sum, one) => sum + one[field], 0);
  }
}

function recorderOf(store: Store, lines: string[] = []): RunRecorder {
  const seal = new KeptSeal(Buffer.alloc(32).toString('base64url'));
  const logger = pino({ level: 'warn' }, { write: (line: string) => void lines.push(line) });
  return new RunRecorder({ records: store, seal, logger });
}

const request = { method: 'GET', url: 'http://a.example/', headers: [], body: null, bodyBytes: 0 };

/** Only what a record is made of. */
function run(status: number): EndedRun {
  const ended = {
    target: {
      project: { id: 'p', workspaceId: 'w', keepsBodies: false },
      environment: { id: 'e' },
      api: { id: 'a' },
      call: { id: 'c', keptHeaders: 'default', document: { method: 'GET' } },
    },
    by: 'api',
    actorId: 't',
    as: 'data',
    inputs: {},
    prepared: { ok: true, warnings: [], endUser: '', request: { usedSecrets: [] } },
    result: {
      outcome: 'response',
      head: { status, statusText: '', headers: [], url: request.url },
      error: null,
      warnings: [],
      sizeBytes: 10,
      attempts: 1,
      timing: { startedAt: new Date().toISOString(), totalMs: 5 },
      request,
      requestHead: request,
    },
  };
  return ended as unknown as EndedRun;
}

function note(recorder: RunRecorder, count: number, status = 200): void {
  for (let index = 0; index < count; index += 1) recorder.note(run(status));
}

afterEach(() => {
  vi.useRealTimers();
});

test('what comes faster than it can be written is counted and told, and failures have the last room', async () => {
  const [store, lines] = [new Store(), [] as string[]];
  const recorder = recorderOf(store, lines);
  note(recorder, 7_000);
  note(recorder, 20, 500);
  await recorder.close();
  expect(store.rows).toHaveLength(5_020);
  expect(store.rows.filter(({ ok }) => !ok)).toHaveLength(20);
  expect([store.sum('runs'), store.sum('failed'), store.sum('unrecorded')]).toEqual([7_020, 20, 2_000]);
  expect(lines.map((line) => JSON.parse(line).unrecorded)).toEqual([2_000]);
});

test('while the database is away runs are noted all the same, and written when it is back', async () => {
  const [store, lines] = [new Store(), [] as string[]];
  const recorder = recorderOf(store, lines);
  store.fault = AWAY;
  for (let round = 0; round < 4; round += 1) {
    note(recorder, 2_000);
    await recorder.flush();
  }
  expect(store.rows).toEqual([]);
  store.fault = null;
  await recorder.close();
  expect(store.rows).toHaveLength(5_000);
  expect(new Set(store.rows.map(({ id }) => id)).size).toBe(5_000);
  expect([store.sum('runs'), store.sum('unrecorded')]).toEqual([8_000, 3_000]);
});

test('what the database refuses is lost as a record, counted as such, and holds up nothing after it', async () => {
  const store = new Store();
  const recorder = recorderOf(store);
  store.fault = new Error('not a valid row');
  note(recorder, 3);
  await recorder.flush();
  store.fault = null;
  note(recorder, 2);
  await recorder.close();
  expect(store.rows).toHaveLength(2);
  expect([store.sum('runs'), store.sum('unrecorded')]).toEqual([5, 3]);
});

test('a database that takes long to answer costs no records: the next ones follow at once', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  const store = new Store();
  const written = store.record;
  const recorder = recorderOf({
    ...store,
    record: async (rows: readonly NewRun[]) => {
      await new Promise((resolve) => setTimeout(resolve, 30_000));
      await written(rows);
    },
  } as Store);
  note(recorder, 10);
  await vi.advanceTimersByTimeAsync(32_100);
  expect(store.rows).toHaveLength(10);
  note(recorder, 10);
  await vi.advanceTimersByTimeAsync(32_100);
  expect(store.rows).toHaveLength(20);
});
