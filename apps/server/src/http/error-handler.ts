import type { ErrorRequestHandler, Request } from 'express';
import { AppError, notFound } from '../app-error.ts';
import type { Logger } from '../logger.ts';
import { sendProblem, toFailure } from './problem.ts';
import { requestIdOf } from './request-id.ts';

/** The one place where a failure becomes an answer. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const failure = isRefusedAddress(error) ? notFound('address') : toFailure(error);
    if (failure instanceof AppError) {
      const refused = { code: failure.code, method: req.method, path: routeOf(req), ...failure.context };
      if (failure.code === 'database_unavailable') logger.warn({ ...refused, err: failure.cause }, 'request failed');
      else logger.debug(refused, 'request refused');
    } else {
      logger.error({ err: failure, method: req.method, path: routeOf(req) }, 'request failed');
    }
    sendProblem(res, failure, requestIdOf(res));
  };
}

/** For the log: the route, such as `/api/calls/:callId`. An address itself may hold a token that somebody pasted into it. */
function routeOf(req: Request): string {
  const route: unknown = req.route?.path;
  return typeof route === 'string' ? route : '(no route)';
}

/** Express and its file server refuse odd addresses (`/%E0`, `/..%2f`, a range beyond the end) with 4xx errors of their own. */
function isRefusedAddress(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('status' in error)) return false;
  return typeof error.status === 'number' && error.status >= 400 && error.status < 500;
}
