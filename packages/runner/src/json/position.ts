/** Line and column of a byte, counted from 1; a column is one character. */
export function positionOf(bytes: Uint8Array, byte: number): { line: number; column: number } {
  let line = 1;
  let lineStart = 0;
  for (let at = bytes.indexOf(0x0a); at !== -1 && at < byte; at = bytes.indexOf(0x0a, at + 1)) {
    line += 1;
    lineStart = at + 1;
  }
  let column = 1;
  // Bytes that continue a UTF-8 character (10xxxxxx) are no characters of their own.
  for (let index = lineStart; index < byte && index < bytes.length; index += 1) {
    if (((bytes[index] ?? 0) & 0xc0) !== 0x80) column += 1;
  }
  return { line, column };
}
