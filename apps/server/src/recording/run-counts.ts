import { durationClass } from './duration-class.ts';

/** Short stretches for the last hours, long ones for the last month. */
export const SHORT_SPAN_S = 300;
export const LONG_SPAN_S = 3_600;

export interface RunCount {
  projectId: string;
  callId: string;
  environmentId: string;
  spanSeconds: number;
  startsAt: string;
  durationClass: number;
  runs: number;
  failed: number;
  unrecorded: number;
}

/** What is counted together. */
export interface CountedRun {
  projectId: string;
  callId: string;
  environmentId: string;
  startedAtMs: number;
  durationMs: number;
  ok: boolean;
  isRecorded: boolean;
}

/** While the database is away for long; what is more is lost. */
const ENTRIES_MAX = 20_000;

/** Counts runs in memory until they are written; one run costs a look-up. */
export class RunCounts {
  #counts = new Map<string, RunCount>();
  #lost = 0;

  /** `runs`: 0 where the run was counted before. */
  add(run: CountedRun, { runs } = { runs: 1 }): void {
    const stretch = Math.floor(run.startedAtMs / (SHORT_SPAN_S * 1_000));
    const group = durationClass(run.durationMs);
    const key = `${run.callId} ${run.environmentId} ${stretch} ${group}`;
    let count = this.#counts.get(key);
    if (count === undefined) {
      if (this.#counts.size >= ENTRIES_MAX) {
        this.#lost += 1;
        return;
      }
      const { projectId, callId, environmentId } = run;
      const startsAt = startOf(run.startedAtMs, SHORT_SPAN_S);
      count = {
        ...{ projectId, callId, environmentId, startsAt },
        spanSeconds: SHORT_SPAN_S,
        durationClass: group,
        runs: 0,
        failed: 0,
        unrecorded: 0,
      };
      this.#counts.set(key, count);
    }
    count.runs += runs;
    if (!run.ok) count.failed += runs;
    if (!run.isRecorded) count.unrecorded += 1;
  }

  /** All that was counted since the last time, in short stretches and in long ones. */
  take(): RunCount[] {
    const counts = [...this.#counts.values()];
    this.#counts = new Map();
    return [...counts, ...inLongSpans(counts)];
  }

  /** What could not be written, to be written with what comes. */
  putBack(counts: readonly RunCount[]): void {
    for (const count of counts) {
      if (count.spanSeconds !== SHORT_SPAN_S) continue;
      const stretch = Math.floor(Date.parse(count.startsAt) / (SHORT_SPAN_S * 1_000));
      const key = `${count.callId} ${count.environmentId} ${stretch} ${count.durationClass}`;
      const newer = this.#counts.get(key);
      this.#counts.set(key, newer === undefined ? count : sum(count, newer));
    }
  }

  /** Runs that were not even counted, since the last time. */
  takeLost(): number {
    const lost = this.#lost;
    this.#lost = 0;
    return lost;
  }
}

function startOf(instantMs: number, spanSeconds: number): string {
  const spanMs = spanSeconds * 1_000;
  return new Date(Math.floor(instantMs / spanMs) * spanMs).toISOString();
}

function inLongSpans(counts: readonly RunCount[]): RunCount[] {
  const long = new Map<string, RunCount>();
  for (const count of counts) {
    const startsAt = startOf(Date.parse(count.startsAt), LONG_SPAN_S);
    const key = `${count.callId} ${count.environmentId} ${startsAt} ${count.durationClass}`;
    const known = long.get(key);
    const wider = { ...count, spanSeconds: LONG_SPAN_S, startsAt };
    long.set(key, known === undefined ? wider : sum(known, wider));
  }
  return [...long.values()];
}

function sum(a: RunCount, b: RunCount): RunCount {
  return { ...a, runs: a.runs + b.runs, failed: a.failed + b.failed, unrecorded: a.unrecorded + b.unrecorded };
}
