import { type Piece, textOf } from '../request/piece.ts';
import { type AuthApplication, NOTHING_APPLIED } from './auth-kind.ts';

/**
 * Applies a key under the name of a header or parameter. A name is neither masked nor counted among the secrets of
 * the request, so one that holds a secret is refused: it could be read, and be sent where it was not confirmed.
 */
export function applyNamed(
  pieces: readonly Piece[],
  apply: (name: string) => Partial<AuthApplication>,
): AuthApplication {
  if (!pieces.some(({ secrets = [] }) => secrets.length > 0)) return { ...NOTHING_APPLIED, ...apply(textOf(pieces)) };
  const message = 'The name holds a secret, which could be read in it.';
  return { ...NOTHING_APPLIED, problems: [{ field: 'name', message, fix: 'Use plain text or a variable.' }] };
}
