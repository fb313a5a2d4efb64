/** Stands for every element of a list, or every value of a map. */
export const EVERY = '*';
/** As in the contract of a field pointer. */
export const POINTER_LENGTH_MAX = 4_000;

/** A field's own name as a segment: RFC 6901, and `~2` for a field that is really called `*`. */
export function toSegment(key: string): string {
  if (key === EVERY) return '~2';
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
