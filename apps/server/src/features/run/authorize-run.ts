import { hash } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import type { CompiledProject, CompiledToken } from '../../configuration/compiled.ts';

const BEARER = /^Bearer +(jf_[A-Za-z0-9_-]{1,200}) *$/i;

/** The hash that a bearer token is known by; null when the header holds none of ours. */
export function tokenHash(authorization: string | undefined): string | null {
  const token = authorization === undefined ? undefined : BEARER.exec(authorization)?.[1];
  return token === undefined ? null : hash('sha256', token);
}

/** The token of a run. An unknown project is answered like a wrong token, so that neither can be told apart. */
export function requireToken(project: CompiledProject | null, hash: string | null): CompiledToken {
  const token = hash === null ? undefined : project?.tokens.get(hash);
  if (token !== undefined) return token;
  throw new AppError('invalid_token', {
    detail:
      'The token is missing, was revoked, or belongs to another project. Send Authorization: Bearer jf_… with a token of this project.',
  });
}
