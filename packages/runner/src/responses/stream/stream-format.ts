import type { StreamFormat } from '@jackfield/connector';

/** What a stream is made of, once that is known. */
export type KnownFormat = Exclude<StreamFormat, 'auto'>;

const SSE_TYPE = /^text\/event-stream\b/;
const NDJSON_TYPE =
  /^application\/(?:x-)?(?:ndjson|jsonl|jsonlines|json-lines|json-seq|stream\+json|json-stream|json)\b/;
/** A field of server-sent events, or a comment. */
const SSE_LINE = /^(?:(?:data|event|id|retry)(?::|[\r\n])|:)/;

/** By the content type alone; null where it does not tell. */
export function formatOfType(contentType: string): KnownFormat | null {
  if (SSE_TYPE.test(contentType)) return 'sse';
  return NDJSON_TYPE.test(contentType) ? 'ndjson' : null;
}

/** By the first characters, as far as they are there: many servers send their events as plain text. */
export function formatOfStart(start: string): KnownFormat {
  const trimmed = start.trimStart();
  if (SSE_LINE.test(trimmed)) return 'sse';
  return trimmed.startsWith('{') || trimmed.startsWith('\u001e') ? 'ndjson' : 'text';
}

/** Whether enough is there to tell: the longest field name with its colon, or a first character that begins none. */
export function isFormatTold(start: string): boolean {
  const trimmed = start.trimStart();
  return trimmed.length > 6 || /^[^deir]|[\n\r]/.test(trimmed);
}
