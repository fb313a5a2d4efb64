import { once } from 'node:events';
import type { Endpoint } from '@jackfield/contracts';
import type { Response } from 'express';
import type { SendEvent } from './route.ts';

/**
 * Answers in lines of JSON as they come. What fails before the first line becomes a problem; after it the
 * connection is cut, never ended normally, so that a torn stream cannot be taken for a whole one.
 */
export async function streamEvents(
  res: Response,
  endpoint: Endpoint,
  checks: boolean,
  work: (send: SendEvent<Endpoint>) => Promise<void>,
): Promise<void> {
  const gone = new AbortController();
  res.once('close', () => gone.abort(new Error('The client went away.')));
  const send = async (event: unknown): Promise<void> => {
    gone.signal.throwIfAborted();
    if (checks) endpoint.response.parse(event);
    if (!res.headersSent) start(res);
    if (!res.write(`${JSON.stringify(event)}\n`)) await once(res, 'drain', { signal: gone.signal });
  };
  try {
    await work(send);
  } catch (error) {
    if (res.destroyed) return;
    throw error;
  }
  if (!res.headersSent) start(res);
  res.end();
}

function start(res: Response): void {
  res.setHeader('Content-Type', 'application/x-ndjson; charset=utf-8');
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('X-Accel-Buffering', 'no');
  res.flushHeaders();
}
