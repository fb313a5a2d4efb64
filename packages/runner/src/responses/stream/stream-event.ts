import { type JsonFault, JsonScanner } from '../../json/json-scanner.ts';

/** One event of a stream, as it came. */
export interface StreamEvent {
  /** Of a server-sent event: `message` where it names none. Null in NDJSON, whose lines have no name. */
  event: string | null;
  /** Of a server-sent event that has one. */
  id: string | null;
  /** JSON: the data itself where it is JSON, else a string of it. */
  data: string;
}

/** What a stream hands on, in order: an event, a piece of the text, or both, as they belong together. */
export interface StreamPart {
  event: StreamEvent | null;
  /** '' for none. */
  text: string;
}

/** JSON text that stands on one line, which every reader of the stream may rely on. */
export function eventJson({ event, id, data }: StreamEvent): string {
  const name = event === null ? '' : `"event":${JSON.stringify(event)},`;
  const number = id === null ? '' : `"id":${JSON.stringify(id)},`;
  return `{${name}${number}"data":${data}}`;
}

/** What may begin a JSON text; anything else is not even tried. */
const JSON_START = /^[ \t\n\r]*[[{"\-0-9tfn]/;

export interface ParsedData {
  value: unknown;
  isJson: boolean;
}

/** Reads the data of an event where it is JSON; else it is a text. */
export function parseData(data: string): ParsedData {
  if (!JSON_START.test(data)) return { value: data, isJson: false };
  try {
    return { value: JSON.parse(data), isJson: true };
  } catch {
    return { value: data, isJson: false };
  }
}

/** Why and where a text is no JSON that is taken; null where it is. */
export function jsonFaultOf(text: string, depthMax: number): JsonFault | null {
  const scanner = new JsonScanner(depthMax);
  scanner.push(Buffer.from(text));
  return scanner.finish();
}

/** A level takes two characters, so that most events are not even looked at. */
export function mayBeTooDeep(text: string, depthMax: number): boolean {
  if (text.length <= 2 * depthMax) return false;
  let open = 0;
  for (let at = 0; at < text.length && open <= depthMax; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x7b || code === 0x5b) open += 1;
  }
  return open > depthMax;
}

/** In a JSON text a line end can only stand between its tokens, where a space does as well. */
export function onOneLine(json: string): string {
  return /[\n\r]/.test(json) ? json.replaceAll(/[\n\r]/g, ' ') : json;
}
