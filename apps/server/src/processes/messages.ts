/** What a worker needs to know before it opens anything. It holds no secret: settings come from the environment. */
export interface WorkerOptions {
  /** The port that all workers share; never 0. */
  port: number;
  /** The address of the embedded PostgreSQL, which the primary runs; null where DATABASE_URL names a server. */
  embeddedUrl: string | null;
  /** Where the primary serves the demo API; null where there is none. */
  demoPort: number | null;
}

export type WorkerMessage =
  /** It listens to messages from now on. */
  | { type: 'started' }
  /** It serves; `lines` are for the operator, the same from every worker. */
  | { type: 'ready'; lines: string[] }
  /** It cannot start, and ends. The text is for the operator. */
  | { type: 'failed'; text: string };

export type PrimaryMessage =
  | { type: 'open'; options: WorkerOptions }
  /** Finish what is running, reject new requests, and end. */
  | { type: 'stop' }
  /** Take no new connections, answer what comes on the others, and end: another worker has taken its place. */
  | { type: 'retire' };
