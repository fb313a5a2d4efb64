import type { Socket } from 'node:net';
import type { PrimaryMessage, WorkerMessage } from './messages.ts';

/**
 * How worker processes are started and share one port. The rest knows no more of it than this, so that another way,
 * such as listening with `reusePort` in each worker, changes two files.
 */
export interface WorkerHost {
  /** Listens for all workers and returns the port, which is the system's choice for port 0. Throws `ListenError`. */
  listen(port: number, host: string): Promise<number>;
  start(onMessage: (message: WorkerMessage) => void): WorkerProcess;
  /** Stops listening. */
  close(): void;
}

export interface WorkerProcess {
  pid: number;
  /** Whether it gets new connections; false at first. */
  takesConnections: boolean;
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
  /** Connections of clients, once this worker is ready. */
  onConnection(listener: (socket: Socket) => void): void;
  /** The primary has ended without having stopped this worker. New connections no longer arrive then. */
  onLost(listener: () => void): void;
}
