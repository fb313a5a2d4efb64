import { encodeUtf8 } from '../platform.ts';

/** What every boundary of ours begins with; 16 digits follow. */
const PREFIX = '----JackfieldForm';
const DIGITS = 16;
const prefixBytes = encodeUtf8(PREFIX);

/** How far the search may go on from a byte that stands where the prefix would end (Horspool). */
const STEPS = new Uint8Array(256).fill(prefixBytes.length);
for (let at = 0; at < prefixBytes.length - 1; at += 1) STEPS[prefixBytes[at] ?? 0] = prefixBytes.length - 1 - at;

/**
 * A boundary (RFC 2046 §5.1.1) that stands in none of the contents: the first number that is free. It is the same each
 * time for the same contents, and one look at these is enough, whatever is written in them.
 */
export function chooseBoundary(contents: readonly (string | Uint8Array)[]): string {
  const taken = new Set<number>();
  for (const content of contents) {
    if (typeof content === 'string') noteInText(content, taken);
    else noteInBytes(content, taken);
  }
  let number = 0;
  while (taken.has(number)) number += 1;
  return PREFIX + String(number).padStart(DIGITS, '0');
}

function noteInText(text: string, taken: Set<number>): void {
  for (let at = text.indexOf(PREFIX); at >= 0; at = text.indexOf(PREFIX, at + 1)) {
    note(text.slice(at + PREFIX.length, at + PREFIX.length + DIGITS), taken);
  }
}

function noteInBytes(bytes: Uint8Array, taken: Set<number>): void {
  const last = prefixBytes.length - 1;
  for (let end = last; end < bytes.length; end += STEPS[bytes[end] ?? 0] ?? 1) {
    let matched = 0;
    while (matched <= last && bytes[end - matched] === prefixBytes[last - matched]) matched += 1;
    if (matched <= last) continue;
    note(String.fromCharCode(...bytes.subarray(end + 1, end + 1 + DIGITS)), taken);
  }
}

function note(digits: string, taken: Set<number>): void {
  if (/^\d{16}$/.test(digits)) taken.add(Number(digits));
}

/** As browsers write names into a part's head (HTML, “escape a string in multipart/form-data”). */
function escapeName(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

/** The head of a part, without its last line break. */
export function partHead(part: {
  name: string;
  contentType: string | null;
  file: { fileName: string } | null;
}): string {
  const fileName = part.file === null ? '' : `; filename="${escapeName(part.file.fileName)}"`;
  const type = part.contentType === null ? '' : `\r\nContent-Type: ${part.contentType}`;
  return `Content-Disposition: form-data; name="${escapeName(part.name)}"${fileName}${type}`;
}
