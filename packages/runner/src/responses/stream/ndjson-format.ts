import type { FormatReader, RawEvent } from './format-reader.ts';

/** Before each text of a JSON text sequence (RFC 7464). */
const RECORD_SEPARATOR = '\u001e';

/** One JSON text a line (NDJSON, JSON Lines); blank lines are none. A last line without an end counts. */
export function readNdjson(
  onEvent: (event: RawEvent) => void,
  charsMax: number,
  onTooLarge: () => never,
): FormatReader {
  // Kept apart until the line ends: joining them for each chunk would read a long line again and again.
  let begun: string[] = [];
  let begunChars = 0;
  const add = (text: string): void => {
    begun.push(text);
    begunChars += text.length;
    if (begunChars > charsMax) onTooLarge();
  };
  const finishLine = (): void => {
    const line = begun.join('').trim();
    begun = [];
    begunChars = 0;
    const data = line.startsWith(RECORD_SEPARATOR) ? line.slice(1).trim() : line;
    if (data !== '') onEvent({ event: null, id: null, data });
  };
  return {
    push: (text) => {
      let start = 0;
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
        // Millions of blank lines are made of a few kilobytes of gzip.
        if (end > start || begunChars > 0) {
          add(text.slice(start, end));
          finishLine();
        }
        start = end + 1;
      }
      if (start < text.length) add(text.slice(start));
    },
    end: () => {
      finishLine();
      return false;
    },
  };
}
