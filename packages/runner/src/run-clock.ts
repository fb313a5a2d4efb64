import { Cancellation, type CancelSignal, EgressError } from '@jackfield/egress';

/** What ends a run from outside: the caller's signal, or the time a whole run may take. */
export interface RunClock {
  readonly signal: CancelSignal;
  /** Milliseconds since the run began. */
  elapsedMs(): number;
  /** Settles as the promise does, or throws when the run is over before: nobody holds a run up beyond its time. */
  orOver(promise: Promise<void>): Promise<void>;
  /** Waits; false when the run would be over by then, so that waiting is pointless. */
  wait(ms: number): Promise<boolean>;
  stop(): void;
}

export function startRunClock(wholeRunMs: number, outer: CancelSignal | undefined): RunClock {
  const cancellation = new Cancellation();
  const startedAt = performance.now();
  const timer = setTimeout(() => {
    const detail = `no end after ${wholeRunMs} ms`;
    cancellation.abort(new EgressError({ code: 'timeout', phase: 'whole_run', detail }));
  }, wholeRunMs);
  const onAbort = (): void => {
    cancellation.abort(new EgressError({ code: 'cancelled', phase: 'whole_run', detail: 'cancelled by the caller' }));
  };
  if (outer?.aborted) onAbort();
  outer?.addEventListener('abort', onAbort, { once: true });
  const elapsedMs = (): number => performance.now() - startedAt;
  return {
    signal: cancellation,
    elapsedMs,
    orOver: (promise) => orAbort(promise, cancellation),
    async wait(ms) {
      if (elapsedMs() + ms >= wholeRunMs) return false;
      await waitOrAbort(ms, cancellation);
      return true;
    },
    stop() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
    },
  };
}

export function waitOrAbort(ms: number, signal: CancelSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

/** Settles as the promise does, or throws the signal's reason when it is aborted before. */
export function orAbort<Value>(promise: Promise<Value>, signal: CancelSignal): Promise<Value> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
