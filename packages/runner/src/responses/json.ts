import { positionOf } from '../json/position.ts';
import { RunFailure } from '../run-failure.ts';
import { everyBody, type ReceivedBody, type ResponseKind } from './response-kind.ts';

/** `data` is the bytes themselves: neither parsed nor written anew, so no number is rounded and no key moves. */
export const jsonResponse: ResponseKind = {
  isJson: true,
  text: 'strict',
  bytesMax: everyBody,
  read: (body) => {
    if (body.jsonFault !== null) throw notJson(body, body.jsonFault);
    return body.chunks;
  },
};

function notJson({ bytes, contentType }: ReceivedBody, fault: { byte: number; reason: string }): RunFailure {
  if (bytes.length === 0) return emptyBody('JSON');
  const { line, column } = positionOf(bytes, fault.byte);
  return new RunFailure({
    kind: 'decode',
    phase: 'body',
    detail: `Not JSON at line ${line}, column ${column} (byte ${fault.byte}): ${fault.reason}.`,
    ...hintFor(bytes, contentType),
  });
}

export function emptyBody(what: string): RunFailure {
  return new RunFailure({
    kind: 'decode',
    phase: 'body',
    detail: `Not ${what} at line 1, column 1 (byte 0): the response is empty.`,
    hint: 'If this call has no response, choose the response type Empty.',
  });
}

const XML = /^(?:application|text)\/(?:[\w.-]+\+)?xml\b/;

function hintFor(bytes: Uint8Array, contentType: string): { hint?: string } {
  const start = Buffer.from(bytes.subarray(0, 200)).toString('utf8').trimStart().toLowerCase();
  if (contentType.startsWith('text/html') || start.startsWith('<!doctype html') || start.startsWith('<html')) {
    return {
      hint: 'The response is a web page, not JSON. Check the URL: pages and APIs often have different addresses.',
    };
  }
  if (XML.test(contentType) || start.startsWith('<?xml')) {
    return { hint: 'The response is XML: choose the response type XML in the settings of the call.' };
  }
  return {};
}
