import type { Logger } from './logger.ts';

/** Ends everything in order; what still runs after `graceMs` is cut. */
export type Stop = (graceMs: number) => Promise<void>;

/** How long requests that run may take to finish. */
const GRACE_MS = 20_000;
/** How long it may take to write what is open and to close the database. */
const CLOSE_MS = 5_000;

/** SIGTERM or Ctrl-C: the first ends in order, with exit code 0; a second one ends at once. */
export function endOnSignal(logger: Logger, stop: Stop, say: (line: string) => void): void {
  let isStopping = false;
  const handle = (): void => {
    if (isStopping) process.exit(130);
    isStopping = true;
    say('Stopping; press Ctrl-C again to stop at once.');
    endAtLatest(logger, GRACE_MS + CLOSE_MS, 0);
    // Said here: all is closed, but the engine that applied migrations leaves a timer of ten seconds behind.
    stop(GRACE_MS).then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'the server could not be closed in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', handle);
  process.on('SIGTERM', handle);
}

/**
 * After an exception that nobody caught nothing is known of the state of this process: what runs is cut, what is open
 * is closed as far as that still works, and the exit code is 1, so that whoever watches over it starts it again.
 */
export function endOnFault(logger: Logger, stop: Stop): void {
  let isEnding = false;
  const handle = (error: unknown): void => {
    if (isEnding) process.exit(1);
    isEnding = true;
    logger.fatal({ err: error }, 'the server ends: a fault that nothing handles. Please report it');
    endAtLatest(logger, CLOSE_MS, 1);
    const end = (): void => process.exit(1);
    stop(0).then(end, end);
  };
  process.on('uncaughtException', handle);
  process.on('unhandledRejection', handle);
}

/** A terminal or a pipe that is gone, or a full disk under it, costs lines, never the server. */
export function outliveOutput(): void {
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
}

function endAtLatest(logger: Logger, ms: number, code: number): void {
  const end = (): void => {
    logger.warn('the server ends without having closed everything; nothing that was confirmed is lost by that');
    process.exit(code);
  };
  setTimeout(end, ms).unref();
}
