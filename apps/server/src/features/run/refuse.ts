import type { ServerResponse } from 'node:http';
import { AppError } from '../../app-error.ts';
import { sendProblem, toFailure } from '../../http/problem.ts';
import type { Logger } from '../../logger.ts';

interface Refused {
  error: unknown;
  requestId: string;
  /** The client is gone. */
  isGone: boolean;
  /** For the log. */
  path: string;
}

/** Answers a request to the run API that failed with its problem. */
export function refuse(logger: Logger, res: ServerResponse, { error, requestId, isGone, path }: Refused): void {
  if (isGone || res.destroyed) return;
  const failure = toFailure(error);
  if (failure instanceof AppError) logger.debug({ requestId, code: failure.code, path }, 'run refused');
  else logger.error({ requestId, err: error, path }, 'run failed');
  if (!res.headersSent) {
    res.setHeader('X-Request-Id', requestId);
    res.setHeader('X-Content-Type-Options', 'nosniff');
  }
  sendProblem(res, failure, requestId);
}
