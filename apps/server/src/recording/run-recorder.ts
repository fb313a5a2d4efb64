import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from '../logger.ts';
import { isDatabaseUnavailable } from '../repositories.ts';
import { isSuccess } from '../running/is-success.ts';
import { type EndedRun, toNewRun } from './ended-run.ts';
import { type KeptSeal, keptParts } from './kept-parts.ts';
import type { RecordsRepository } from './records.repository.ts';
import { type RunCount, RunCounts } from './run-counts.ts';
import { instantOfRunId, runIdAt } from './run-id.ts';
import type { NewRun } from './run-row.ts';

interface Dependencies {
  records: RecordsRepository;
  seal: KeptSeal;
  logger: Logger;
}

const FLUSH_EVERY_MS = 2_000;
/**
 * Building records and sending them takes at most this share of this process's time, however many runs there are.
 * Waiting for the database is not counted: a slow disk must cost no records.
 */
const SHARE_OF_TIME = 0.03;
/** In one statement. */
const BATCH = 200;
const WRITTEN_AT_ONCE_MAX = 2_000;
/** From here on only failures are recorded, of which there is room for as many again. */
const QUEUE_SUCCESSES_MAX = 5_000;
const QUEUE_MAX = 10_000;
/** Of all that waits; bodies are large. */
const QUEUE_CHARS_MAX = 64 * 1024 * 1024;

/**
 * Records runs. Nothing of a run waits for it: rows and counts are kept in memory and written in batches. Runs that
 * come faster than they can be written are counted, and told as such, but have no record; failures have the last room.
 */
export class RunRecorder {
  readonly #dependencies: Dependencies;
  readonly #counts = new RunCounts();
  #rows: NewRun[] = [];
  #chars = 0;
  #unrecorded = 0;
  #timer: NodeJS.Timeout | undefined;
  /** What recording took of this process's time since the last flush. */
  #workedMs = 0;
  #notBefore = 0;
  #flushing: Promise<void> | null = null;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  note(run: EndedRun): void {
    const { target, result } = run;
    const ok = isSuccess(result);
    const isRecorded = this.#hasRoom(ok);
    const startedAtMs = Date.parse(result.timing.startedAt);
    this.#counts.add({
      projectId: target.project.id,
      callId: target.call.id,
      environmentId: target.environment.id,
      startedAtMs,
      durationMs: result.timing.totalMs,
      ok,
      isRecorded,
    });
    if (isRecorded) {
      const row = this.#timed(() => this.#toRow(runIdAt(startedAtMs), run));
      this.#rows.push(row);
      this.#chars += charsOf([row]);
    } else this.#unrecorded += 1;
    this.#schedule();
  }

  /** Writes what is noted: before a list is read, and at the end. */
  async flush(): Promise<void> {
    await this.#flushing;
    this.#flushing ??= this.#write().finally(() => {
      this.#flushing = null;
      if (this.#rows.length > 0) this.#schedule();
    });
    await this.#flushing;
  }

  /** Writes all that is noted, as long as the database takes it. */
  async close(): Promise<void> {
    let before: number;
    do {
      before = this.#rows.length;
      await this.flush();
    } while (this.#rows.length > 0 && this.#rows.length < before);
    clearTimeout(this.#timer);
  }

  #hasRoom(ok: boolean): boolean {
    return this.#rows.length < (ok ? QUEUE_SUCCESSES_MAX : QUEUE_MAX) && this.#chars < QUEUE_CHARS_MAX;
  }

  #toRow(id: string, run: EndedRun): NewRun {
    const row = toNewRun(id, run);
    const kept = keptParts(run);
    if (kept !== null) row.kept = this.#dependencies.seal.seal(run.target.project.workspaceId, id, kept);
    return row;
  }

  #schedule(): void {
    if (this.#timer !== undefined || this.#flushing !== null) return;
    const delay = Math.max(FLUSH_EVERY_MS, this.#notBefore - Date.now());
    this.#timer = setTimeout(() => void this.flush(), delay).unref();
  }

  async #write(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tellUnrecorded();
    const rows = this.#rows.splice(0, WRITTEN_AT_ONCE_MAX);
    this.#chars -= charsOf(rows);
    await this.#writeRows(rows);
    await this.#writeCounts(this.#counts.take());
    this.#notBefore = Date.now() + this.#workedMs / SHARE_OF_TIME;
    this.#workedMs = 0;
  }

  /** Counts the time that `work` takes until it returns, which may be with a promise. */
  #timed<Result>(work: () => Result): Result {
    const startedAt = performance.now();
    const result = work();
    this.#workedMs += performance.now() - startedAt;
    return result;
  }

  async #writeRows(rows: readonly NewRun[]): Promise<void> {
    for (let start = 0; start < rows.length; start += BATCH) {
      try {
        await this.#timed(() => this.#dependencies.records.record(rows.slice(start, start + BATCH)));
      } catch (error) {
        this.#dealWithRest(rows.slice(start), error);
        return;
      }
      // Others take their turn.
      if (start + BATCH < rows.length) await wait(0);
    }
  }

  /** What the database could not take now is kept for later, as far as there is room. */
  #dealWithRest(rows: readonly NewRun[], error: unknown): void {
    const room = isDatabaseUnavailable(error) ? Math.max(0, QUEUE_MAX - this.#rows.length) : 0;
    const waiting = rows.slice(0, room);
    this.#rows.unshift(...waiting);
    this.#chars += charsOf(waiting);
    for (const row of rows.slice(room)) this.#leaveUnrecorded(row);
    this.#dependencies.logger.warn(
      { err: error, waiting: waiting.length, lost: rows.length - waiting.length },
      'records of runs could not be written',
    );
  }

  #leaveUnrecorded({ id, ...row }: NewRun): void {
    this.#unrecorded += 1;
    // It was counted as a run before.
    this.#counts.add({ ...row, startedAtMs: instantOfRunId(id), isRecorded: false }, { runs: 0 });
  }

  async #writeCounts(counts: RunCount[]): Promise<void> {
    if (counts.length === 0) return;
    try {
      await this.#timed(() => this.#dependencies.records.count(counts));
    } catch (error) {
      this.#counts.putBack(counts);
      this.#dependencies.logger.warn({ err: error }, 'counts of runs could not be written');
    }
  }

  #tellUnrecorded(): void {
    const uncounted = this.#counts.takeLost();
    if (this.#unrecorded === 0 && uncounted === 0) return;
    const unrecorded = this.#unrecorded;
    this.#unrecorded = 0;
    this.#dependencies.logger.warn(
      { unrecorded, uncounted },
      'there were more runs than can be recorded: these have no record',
    );
  }
}

function charsOf(rows: readonly NewRun[]): number {
  return rows.reduce((sum, { detail, kept, url }) => sum + detail.length + url.length + (kept?.length ?? 0), 0);
}
