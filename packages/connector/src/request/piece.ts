import { encodeUtf8 } from '../platform.ts';
import type { UsedSecret } from './prepared-request.ts';

/** A stretch of a rendered text that remembers where it came from, so that it can be encoded, masked and explained. */
export interface Piece {
  text: string;
  /** Never encoded: a drawn placeholder of a preview, or a comma that separates a list. */
  isVerbatim?: boolean;
  /** The input or variable whose value this is; absent for the template's own text. */
  from?: { kind: 'input' | 'variable'; name: string };
  /** A place that an authentication fills in while the request is sent. */
  mark?: string;
  /** The bytes of a file, sent in place of the text, which is what is shown of them. */
  bytes?: Uint8Array;
  /** The secrets that this text is, or holds. */
  secrets?: UsedSecret[];
}

export function textOf(pieces: readonly Piece[]): string {
  let text = '';
  for (const piece of pieces) text += piece.text;
  return text;
}

/** The pieces as they are sent. */
export function bytesOf(pieces: readonly Piece[]): Uint8Array {
  if (!pieces.some(({ bytes }) => bytes !== undefined)) return encodeUtf8(textOf(pieces));
  const parts = pieces.map(({ bytes, text }) => bytes ?? encodeUtf8(text));
  const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function holdsSecret(piece: Piece): boolean {
  return piece.secrets !== undefined && piece.secrets.length > 0;
}

/** Encodes each piece but the verbatim ones. */
export function encodePieces(pieces: readonly Piece[], encode: (text: string, piece: Piece) => string): Piece[] {
  return pieces.map((piece) => (piece.isVerbatim ? piece : { ...piece, text: encode(piece.text, piece) }));
}

export function isDrawn(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => piece.isVerbatim && piece.from !== undefined);
}

/** The secrets of a whole request: one entry per secret, with every text that it became. */
export function collectSecrets(pieces: readonly Piece[]): UsedSecret[] {
  const found = new Map<string, UsedSecret>();
  for (const piece of pieces) {
    for (const secret of piece.secrets ?? []) {
      const key = `${secret.owner} ${secret.slot}`;
      const values = new Set([...(found.get(key)?.values ?? []), ...secret.values]);
      found.set(key, { ...secret, values: [...values].filter((value) => value !== '') });
    }
  }
  return [...found.values()];
}
