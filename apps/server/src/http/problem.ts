import type { ServerResponse } from 'node:http';
import { PROBLEMS, type Problem } from '@jackfield/contracts';
import { AppError, databaseUnavailable } from '../app-error.ts';
import { isDatabaseUnavailable, isStorageFull } from '../repositories.ts';
import { drainRequest } from './drain-request.ts';

/** What a failure is told as: a database that does not answer is no fault of ours. */
export function toFailure(error: unknown): unknown {
  if (isStorageFull(error)) return databaseUnavailable(error, STORAGE_FULL_DETAIL);
  return isDatabaseUnavailable(error) ? databaseUnavailable(error) : error;
}

const STORAGE_FULL_DETAIL =
  'The disk of the database is full: the change was not saved. Free some space there, then save again; nothing has to be restarted.';

/** Any failure as RFC 9457 tells it. What is not an `AppError` is 500 and says nothing of itself. */
export function toProblem(error: unknown, requestId: string): Problem {
  const known = error instanceof AppError ? error : new AppError('internal', { detail: INTERNAL_DETAIL });
  const { status, title } = PROBLEMS[known.code];
  return {
    type: `/docs/errors.md#${known.code}`,
    title,
    status,
    code: known.code,
    requestId,
    ...(known.detail === undefined ? {} : { detail: known.detail }),
    ...(known.errors === undefined ? {} : { errors: known.errors }),
    ...(known.current === undefined ? {} : { current: known.current }),
    ...(known.kind === undefined ? {} : { kind: known.kind }),
  };
}

const INTERNAL_DETAIL = 'Try again. If it stays, look for this request id in the log of the server.';

/** Answers with a problem, on Express and on plain node:http alike. Cuts the connection where an answer has begun. */
export function sendProblem(res: ServerResponse, failure: unknown, requestId: string): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const problem = toProblem(failure, requestId);
  if (failure instanceof AppError && failure.retryAfterS !== undefined) {
    res.setHeader('Retry-After', failure.retryAfterS);
  }
  const body = Buffer.from(JSON.stringify(problem));
  res.statusCode = problem.status;
  res.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  res.setHeader('Content-Length', body.length);
  res.setHeader('Cache-Control', 'no-store');
  res.end(body);
  drainRequest(res.req);
}
