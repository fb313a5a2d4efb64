import type { ServerResponse } from 'node:http';
import { PROBLEMS, type Problem } from '@jackfield/contracts';
import { AppError } from '../app-error.ts';

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
export function sendProblem(res: ServerResponse, problem: Problem): void {
  if (res.headersSent) {
    res.destroy();
    return;
  }
  const body = Buffer.from(JSON.stringify(problem));
  res.statusCode = problem.status;
  res.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  res.setHeader('Content-Length', body.length);
  res.setHeader('Cache-Control', 'no-store');
  res.end(body);
}
