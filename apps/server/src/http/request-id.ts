import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import { runWithRequestId } from '../logger.ts';

/** Gives every request an id, told in the answer and written on each line of the log. */
export function requestId(_req: Request, res: Response, next: NextFunction): void {
  const id = randomUUID();
  res.locals.requestId = id;
  res.setHeader('X-Request-Id', id);
  void runWithRequestId(id, () => {
    const over = new Promise((resolve) => res.once('close', resolve));
    next();
    return over;
  });
}

export function requestIdOf(res: Response): string {
  return String(res.locals.requestId ?? '');
}
