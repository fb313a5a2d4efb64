import type { ErrorRequestHandler } from 'express';
import { AppError, notFound } from '../app-error.ts';
import type { Logger } from '../logger.ts';
import { sendProblem, toProblem } from './problem.ts';
import { requestIdOf } from './request-id.ts';

/** The one place where a failure becomes an answer. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (error, req, res, _next) => {
    // Express itself refuses an address such as /%E0 in this way.
    const failure = error instanceof URIError ? notFound('address') : error;
    if (failure instanceof AppError) {
      logger.debug({ code: failure.code, method: req.method, path: req.path, ...failure.context }, 'request refused');
    } else {
      logger.error({ err: failure, method: req.method, path: req.path }, 'request failed');
    }
    sendProblem(res, toProblem(failure, requestIdOf(res)));
  };
}
