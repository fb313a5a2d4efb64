import { setImmediate } from 'node:timers/promises';
import { SaxesParser } from 'saxes';
import { invalidAt } from '../../charset.ts';
import { positionOf } from '../../json/position.ts';
import { RunFailure } from '../../run-failure.ts';
import { emptyBody } from '../json.ts';
import { everyBody, type ReceivedBody, type ResponseKind } from '../response-kind.ts';
import { XmlToJson } from './xml-to-json.ts';

/** Read before other work is let in between. */
const SLICE_BYTES = 256 * 1024;

/**
 * XML 1.0 in the JSON form of docs/xml.md. Well-formedness is checked; a document type is skipped, so no entity but the
 * five of XML is expanded, and nothing outside the document is ever read.
 */
export const xmlResponse: ResponseKind = {
  isJson: false,
  text: 'strict',
  readsXmlDeclaration: true,
  bytesMax: everyBody,
  read: readXml,
};

async function readXml({ bytes, listPointers }: ReceivedBody): Promise<readonly Uint8Array[]> {
  if (bytes.length === 0) throw emptyBody('XML');
  const first = bytes.findIndex((byte) => byte > 0x20);
  if (bytes[first] !== 0x3c) throw noDocument(bytes, first);
  const parser = new SaxesParser({ xmlns: false, position: true });
  const json = new XmlToJson(listPointers);
  const refuse = (reason: string): never => {
    throw notXml(`at line ${parser.line}, column ${parser.column}: ${reason}`, reason);
  };
  parser.on('error', ({ message }) => refuse(message.replace(/^(?:\d+:\d+: )/, '').replace(/\.$/, '')));
  parser.on('opentag', ({ name, attributes }) => json.open(name, attributes) || refuse('more than 200 levels'));
  parser.on('text', (text) => json.text(text));
  parser.on('cdata', (text) => json.text(text));
  parser.on('closetag', () => json.close());
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decode = (slice?: Uint8Array): string => {
    try {
      return decoder.decode(slice, { stream: slice !== undefined });
    } catch {
      throw notXml(
        `at byte ${invalidAt('utf-8', bytes)}: the bytes are not UTF-8, and no other character set is named`,
      );
    }
  };
  for (let start = 0; start < bytes.length; start += SLICE_BYTES) {
    if (start > 0) await setImmediate();
    parser.write(decode(bytes.subarray(start, start + SLICE_BYTES)));
  }
  parser.write(decode()).close();
  return json.end();
}

/** What an API sends that has no XML for us. */
function noDocument(bytes: Uint8Array, first: number): RunFailure {
  const { line, column } = positionOf(bytes, Math.max(first, 0));
  const isJson = bytes[first] === 0x7b || bytes[first] === 0x5b;
  return new RunFailure({
    kind: 'decode',
    phase: 'body',
    detail: `Not XML at line ${line}, column ${column}: the response does not begin with "<".`,
    ...(isJson
      ? { hint: 'The response looks like JSON: choose the response type JSON in the settings of the call.' }
      : {}),
  });
}

function notXml(where: string, reason = ''): RunFailure {
  return new RunFailure({
    kind: 'decode',
    phase: 'body',
    detail: `Not XML ${where}.`,
    ...(reason === 'undefined entity'
      ? { hint: 'Only the entities of XML itself are read (&amp; &lt; &gt; &quot; &apos;); a document type is not.' }
      : {}),
  });
}
