import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../app-error.ts';
import { isLoopbackHost } from '../loopback.ts';

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that another site makes in a person's browser. Programs send neither `Origin` nor
 * `Sec-Fetch-Site` and are let through: they carry no one's cookie.
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
          'Another site asked for a change. Open Jackfield at its own address; behind a proxy, set JACKFIELD_URL.',
      });
    }
    next();
  };
}

function isOurs(req: Request, publicOrigin: string | undefined, isLocal: boolean): boolean {
  const origin = req.headers.origin;
  if (origin !== undefined && origin === publicOrigin) return true;
  const site = req.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  const asked = new URL(origin);
  return asked.host === req.headers.host && (!isLocal || isLoopbackHost(asked.hostname));
}
