import type { PrimaryMessage, WorkerMessage } from './messages.ts';

/**
 * How worker processes are started and share one port. This interface is all that the rest knows of it, so that
 * node:cluster can give way to listening with `reusePort` where that balances as well.
 */
export interface WorkerHost {
  start(onMessage: (message: WorkerMessage) => void): WorkerProcess;
}

export interface WorkerProcess {
  pid: number;
  send(message: PrimaryMessage): void;
  /** Ends it at once. */
  kill(): void;
  /** Resolves with how it ended: its exit code, or a signal. */
  exited: Promise<string>;
}

/** A worker's connection to the primary. */
export interface PrimaryLink {
  send(message: WorkerMessage): Promise<void>;
  onMessage(listener: (message: PrimaryMessage) => void): void;
  /** The primary has ended without having stopped this worker. New connections no longer arrive then. */
  onLost(listener: () => void): void;
}
