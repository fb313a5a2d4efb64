import express, { type Request, type Response } from 'express';
import { AppError } from '../app-error.ts';

/** Room for a call of the largest size with test values (LIMITS.bodyTemplateCharsMax in UTF-8), and no more. */
const BODY_BYTES_MAX = 8 * 1024 * 1024;
const parseJson = express.json({ limit: BODY_BYTES_MAX, strict: false });

/** The body of a request as JSON, undefined when there is none. Throws the problem when it cannot be read. */
export async function readJsonBody(req: Request, res: Response): Promise<unknown> {
  if (!hasBody(req)) return undefined;
  if (!req.is('application/json')) {
    throw new AppError('unsupported_media_type', {
      detail: 'Only JSON is read here. Send it with Content-Type: application/json.',
    });
  }
  await new Promise<void>((resolve, reject) => {
    parseJson(req, res, (error?: unknown) => (error === undefined ? resolve() : reject(toProblem(error))));
  });
  return req.body;
}

function hasBody(req: Request): boolean {
  const length = req.headers['content-length'];
  return req.headers['transfer-encoding'] !== undefined || (length !== undefined && Number(length) > 0);
}

/** body-parser tells what went wrong by `type`. */
function toProblem(error: unknown): Error {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
  if (type === 'entity.too.large') {
    return new AppError('body_too_large', { detail: 'The body may be at most 8 MB. Make it smaller.', cause: error });
  }
  if (type === 'charset.unsupported' || type === 'encoding.unsupported') {
    return new AppError('unsupported_media_type', { detail: 'Send the body as UTF-8.', cause: error });
  }
  const position = error instanceof SyntaxError ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
  const where = position === undefined ? '' : ` It breaks at character ${Number(position) + 1}.`;
  return new AppError('malformed_body', { detail: `The body is not complete, valid JSON.${where}`, cause: error });
}
