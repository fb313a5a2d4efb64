import type { ErrorRequestHandler } from 'express';
import { AppError, notFound } from '../app-error.ts';
import type { Logger } from '../logger.ts';
import { sendProblem, toProblem } from './problem.ts';
import { requestIdOf } from './request-id.ts';

/** The one place where a failure becomes an answer. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const failure = isRefusedAddress(error) ? notFound('address') : error;
    if (failure instanceof AppError) {
      if (failure.retryAfterS !== undefined && !res.headersSent) res.setHeader('Retry-After', failure.retryAfterS);
      logger.debug({ code: failure.code, method: req.method, path: req.path, ...failure.context }, 'request refused');
    } else {
      logger.error({ err: failure, method: req.method, path: req.path }, 'request failed');
    }
    sendProblem(res, toProblem(failure, requestIdOf(res)));
  };
}

/** Express and its file server refuse odd addresses (`/%E0`, `/..%2f`, a range beyond the end) with 4xx errors of their own. */
function isRefusedAddress(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}
