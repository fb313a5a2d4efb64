import type { IncomingMessage } from 'node:http';

/** How long a client may go on sending a body that was rejected; then the connection is closed. */
const DRAIN_MS = 30_000;

/** Whether a body is still on its way. Node marks a request without one as complete a moment after it is there. */
export function isReceiving({ complete, headers }: IncomingMessage): boolean {
  return !complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0);
}

/**
 * Reads and drops what is left of a request that was answered before its body arrived. Closing the connection instead
 * would reset it, and the reset deletes the answer in the client's buffer: most clients send the whole body before
 * they read (RFC 9112 §9.6). Node reads on by itself only where nothing was read before, and for as long as it takes.
 */
export function drainRequest(req: IncomingMessage): void {
  if (req.complete || req.destroyed) return;
  const timer = setTimeout(() => req.socket.destroy(), DRAIN_MS);
  timer.unref();
  // A request that is cut off ends with an error, which is nobody's concern any more.
  req.on('error', () => {});
  req.once('end', () => clearTimeout(timer));
  req.once('close', () => clearTimeout(timer));
  req.resume();
}
