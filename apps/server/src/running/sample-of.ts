import type { RunResult } from '@jackfield/runner';

/** A text of its own is learned without its words, and a file without its bytes: neither is kept. */
const ANY_TEXT = Buffer.from('""');

/** The JSON that a shape is learned from; null where a response has no data. */
export function sampleOf({
  responseType,
  data,
  body,
}: Pick<RunResult, 'responseType' | 'data' | 'body'>): Uint8Array | null {
  if (data === null) return null;
  switch (responseType) {
    case 'text':
      return ANY_TEXT;
    case 'image':
    case 'file':
      return Buffer.from(JSON.stringify({ ...readFile(data), base64: '' }));
    case 'stream':
      return withoutText(data);
    case 'json':
      // The bytes themselves, which are joined once.
      return body;
    default:
      return Buffer.concat(data);
  }
}

/** Of a stream: the text is one of its own, its events are learned from. */
function withoutText(data: readonly Uint8Array[]): Uint8Array {
  const json = Buffer.concat(data);
  const events = json.indexOf('","events":[');
  return events === -1 ? json : Buffer.concat([Buffer.from('{"text":"'), json.subarray(events)]);
}

export interface ReceivedFile {
  contentType: string;
  fileName: string | null;
  bytes: number;
  base64: string;
}

/** What the envelope has as `data` of an Image or a File, as the runner wrote it. */
export function readFile(data: readonly Uint8Array[]): ReceivedFile {
  return JSON.parse(Buffer.concat(data).toString('utf8'));
}
