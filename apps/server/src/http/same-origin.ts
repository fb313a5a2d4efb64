import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../app-error.ts';
import { isLoopbackHost } from '../loopback.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that do not come from a page of ours: those that another site makes in a person's browser, and those
 * that do not say where they come from. Every browser says it of a write (Fetch standard, "append a request Origin
 * header"); programs have the run API.
 * On loopback the name must be a loopback name too, so that a foreign name that resolves to this machine
 * (DNS rebinding) is not taken for us.
 */
export function refuseForeignWrites(settings: { host: string; publicUrl: string | undefined }) {
  const publicOrigin = settings.publicUrl === undefined ? undefined : new URL(settings.publicUrl).origin;
  const isLocal = isLoopbackHost(settings.host);
  return (req: Request, _res: Response, next: NextFunction): void => {
    if (!READS.has(req.method) && !isOurs(req, publicOrigin, isLocal)) {
      throw new AppError('foreign_origin', {
        detail:
          'Changes are taken from Jackfield’s own pages only, and this one came from elsewhere or did not say from where. Open Jackfield at its own address; behind a proxy, set JACKFIELD_URL; a program uses the run API.',
      });
    }
    next();
  };
}

function isOurs(req: Request, publicOrigin: string | undefined, isLocal: boolean): boolean {
  const { origin } = req.headers;
  if (origin === undefined || !URL.canParse(origin)) return false;
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === publicOrigin) return true;
  const asked = new URL(origin);
  return asked.host === req.headers.host && (!isLocal || isLoopbackHost(asked.hostname));
}
