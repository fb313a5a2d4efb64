import { createParser } from 'eventsource-parser';
import type { FormatReader, RawEvent } from './format-reader.ts';
import { LineEnds } from './line-ends.ts';

/** Server-sent events (WHATWG HTML §9.2.6). What is not ended by a blank line is no event, as the standard says. */
export function readSse(onEvent: (event: RawEvent) => void, charsMax: number, onTooLarge: () => never): FormatReader {
  const lineEnds = new LineEnds();
  let isTooLarge = false;
  let isEnding = false;
  let isDropped = false;
  const parser = createParser({
    maxBufferSize: charsMax,
    onEvent: ({ event, id, data }) => {
      isDropped ||= isEnding;
      if (!isEnding) onEvent({ event: event ?? 'message', id: id ?? null, data });
    },
    onError: ({ type }) => {
      isTooLarge ||= type === 'max-buffer-size-exceeded';
    },
  });
  return {
    push: (text) => {
      const lines = lineEnds.push(text);
      if (lines !== '') parser.feed(lines);
      if (isTooLarge) onTooLarge();
    },
    end: () => {
      isEnding = true;
      parser.feed('\n\n');
      return isDropped;
    },
  };
}
