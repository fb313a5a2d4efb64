/** A worker process could not start; the message is its own, for the operator. */
export class WorkerStartError extends Error {
  override readonly name = 'WorkerStartError';
}
