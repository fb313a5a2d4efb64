export interface Position {
  line: number;
  column: number;
}

/** Line and column of a byte, counted from 1; a column is one character. */
export function positionOf(bytes: Uint8Array, byte: number): Position {
  return positionsOf(bytes, [byte])[0] ?? { line: 1, column: 1 };
}

/** The same of several bytes in rising order, in one pass: a body may be 50 MB, in one line or in millions. */
export function positionsOf(bytes: Uint8Array, places: readonly number[]): Position[] {
  let line = 1;
  let column = 1;
  let index = 0;
  return places.map((place) => {
    for (const end = Math.min(place, bytes.length); index < end; index += 1) {
      const byte = bytes[index] ?? 0;
      if (byte === 0x0a) {
        line += 1;
        column = 1;
      } else if ((byte & 0xc0) !== 0x80) {
        // Bytes that continue a UTF-8 character (10xxxxxx) are no characters of their own.
        column += 1;
      }
    }
    return { line, column };
  });
}
