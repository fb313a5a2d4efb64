import { isUtf8 } from 'node:buffer';
import { invalidAt } from '../charset.ts';
import { RunFailure } from '../run-failure.ts';
import { emptyBody } from './json.ts';
import { everyBody, type ReceivedBody, type ResponseKind } from './response-kind.ts';

export const textResponse: ResponseKind = {
  isJson: false,
  text: 'strict',
  bytesMax: everyBody,
  read: (body) => [Buffer.from(JSON.stringify(textOf(body)))],
};

/** RFC 8259 §6; what a response type Number takes, with space around it. */
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/** No number that somebody means is longer. */
const NUMBER_CHARS_MAX = 1_000;
const SHOWN_CHARS_MAX = 40;

/** A number alone, in its own digits: `41.90` stays `41.90`. */
export const numberResponse: ResponseKind = {
  isJson: false,
  text: 'strict',
  bytesMax: everyBody,
  read: (body) => {
    const text = textOf(body).trim();
    if (text === '') throw emptyBody('a number');
    if (text.length <= NUMBER_CHARS_MAX && NUMBER.test(text)) return [Buffer.from(text)];
    const shown = text.length > SHOWN_CHARS_MAX ? `${text.slice(0, SHOWN_CHARS_MAX)}…` : text;
    throw new RunFailure({
      kind: 'decode',
      phase: 'body',
      detail: `Not a number: ${JSON.stringify(shown)}.`,
      hint: 'A number is digits with a point, such as 41.90, and nothing beside it. Choose the response type Text or JSON for anything else.',
    });
  },
};

/** @throws RunFailure where bytes are no text. */
export function textOf({ bytes }: ReceivedBody): string {
  if (isUtf8(bytes)) return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  throw new RunFailure({
    kind: 'decode',
    phase: 'body',
    detail: `The bytes are not text: at byte ${invalidAt('utf-8', bytes)} they are not valid in UTF-8, and no other character set is named.`,
    hint: 'If the API sends an older character set, it has to say so in its Content-Type.',
  });
}
