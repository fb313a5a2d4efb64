import { encode, encodingHeader } from './encodings.ts';
import type { AnswerForm, Spot } from './fault.ts';

/** What the upstream answered. */
export interface UpstreamAnswer {
  status: number;
  statusText: string;
  contentType: string;
  body: Uint8Array;
}

/** The bytes of an answer, and where its parts begin. */
export interface AnswerBytes {
  bytes: Buffer;
  spots: Record<Spot, number>;
}

const CHUNK_BYTES = 1_000;

/** Puts the upstream's answer into the bytes of HTTP/1.1, in the form that a fault wants. */
export function answerBytes(upstream: UpstreamAnswer, form: AnswerForm): AnswerBytes {
  const lineEnd = form.lineEnd ?? '\r\n';
  const plain = form.body?.() ?? upstream.body;
  const encoded = form.encodings === undefined ? plain : encode(plain, form.encodings);
  const body = encoded.subarray(0, encoded.length - (form.cutBytes ?? 0));
  const statusLine = form.statusLine ?? `HTTP/1.1 ${upstream.status} ${upstream.statusText}`;
  const rightLines = form.isChunked ? ['transfer-encoding: chunked'] : [`content-length: ${body.length}`];
  const head = [
    statusLine,
    `content-type: ${upstream.contentType}`,
    ...(form.lines ?? []),
    ...(form.encodings === undefined ? [] : [`content-encoding: ${form.encodings.map(encodingHeader).join(', ')}`]),
    ...(form.lengthLines?.(body.length) ?? rightLines),
    '',
    '',
  ].join(lineEnd);
  const framed = form.isChunked ? inChunks(body) : body;
  return {
    bytes: Buffer.concat([Buffer.from(head, 'latin1'), framed]),
    spots: {
      start: 0,
      in_status_line: 7,
      in_headers: statusLine.length + lineEnd.length + 20,
      body: head.length,
      in_body: head.length + Math.floor(framed.length / 2),
      end: head.length + framed.length,
    },
  };
}

function inChunks(body: Uint8Array): Buffer {
  const parts: (Uint8Array | string)[] = [];
  for (let start = 0; start < body.length; start += CHUNK_BYTES) {
    const chunk = body.subarray(start, start + CHUNK_BYTES);
    parts.push(`${chunk.length.toString(16)}\r\n`, chunk, '\r\n');
  }
  parts.push('0\r\n\r\n');
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
}
