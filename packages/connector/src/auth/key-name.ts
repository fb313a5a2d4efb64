import { holdsSecret, type Piece, textOf } from '../request/piece.ts';
import { type AuthApplication, NOTHING_APPLIED } from './auth-kind.ts';

/**
 * The name of a header or parameter. A name is neither masked nor counted among the secrets of the request, so one that
 * holds a secret is refused, and told as empty: it could be read, and be sent where it was not confirmed.
 */
export function plainName(field: string, pieces: readonly Piece[], problems: AuthApplication['problems']): string {
  if (!pieces.some(holdsSecret)) return textOf(pieces);
  const message = 'The name holds a secret, which could be read in it.';
  problems.push({ field, message, fix: 'Use plain text or a variable.' });
  return '';
}

/** Applies a key under the name of a header or parameter. */
export function applyNamed(
  pieces: readonly Piece[],
  apply: (name: string) => Partial<AuthApplication>,
): AuthApplication {
  const problems: AuthApplication['problems'] = [];
  const name = plainName('name', pieces, problems);
  return problems.length > 0 ? { ...NOTHING_APPLIED, problems } : { ...NOTHING_APPLIED, ...apply(name) };
}
