import { EgressError } from '@jackfield/egress';

/** What ends a run from outside: the caller's signal, or the time a whole run may take. */
export interface RunClock {
  readonly signal: AbortSignal;
  /** Milliseconds since the run began. */
  elapsedMs(): number;
  /** Waits; false when the run would be over by then, so that waiting is pointless. */
  wait(ms: number): Promise<boolean>;
  stop(): void;
}

export function startRunClock(wholeRunMs: number, outer: AbortSignal | undefined): RunClock {
  const controller = new AbortController();
  const startedAt = performance.now();
  const timer = setTimeout(() => {
    const detail = `no end after ${wholeRunMs} ms`;
    controller.abort(new EgressError({ code: 'timeout', phase: 'whole_run', detail }));
  }, wholeRunMs);
  const onAbort = (): void => {
    controller.abort(new EgressError({ code: 'cancelled', phase: 'whole_run', detail: 'cancelled by the caller' }));
  };
  if (outer?.aborted) onAbort();
  outer?.addEventListener('abort', onAbort, { once: true });
  const elapsedMs = (): number => performance.now() - startedAt;
  return {
    signal: controller.signal,
    elapsedMs,
    async wait(ms) {
      if (elapsedMs() + ms >= wholeRunMs) return false;
      await waitOrAbort(ms, controller.signal);
      return true;
    },
    stop() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
    },
  };
}

function waitOrAbort(ms: number, signal: AbortSignal): Promise<void> {
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
