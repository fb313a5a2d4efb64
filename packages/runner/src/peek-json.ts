import type { EgressResponse } from '@jackfield/egress';
import { contentEncodings, decompress } from './decompress.ts';

/** What refuses something is short; more is not looked at, and waits for nothing. */
const WIRE_BYTES_MAX = 64 * 1024;
const BYTES_MAX = 1024 * 1024;

/**
 * What a short response says in JSON, without taking it from whoever reads the body after that; undefined where it is
 * no JSON, is long, or does not arrive, which that reader meets and tells.
 */
export async function peekJson({ headers, body }: Pick<EgressResponse, 'headers' | 'body'>): Promise<unknown> {
  const contentType = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  if (!/[/+]json\b/i.test(contentType)) return undefined;
  const chunks = await readAhead(body);
  if (chunks === null) return undefined;
  try {
    return JSON.parse(await decoded(chunks, contentEncodings(headers)));
  } catch {
    return undefined;
  }
}

/** All of a body, which is still to be read after that; null where it is long, or breaks off. */
async function readAhead(body: EgressResponse['body']): Promise<Uint8Array[] | null> {
  const chunks: Uint8Array[] = [];
  try {
    for (let size = 0; size <= WIRE_BYTES_MAX; ) {
      const { done, value } = await body.next();
      if (done) return chunks;
      chunks.push(value);
      size += value.length;
    }
    return null;
  } catch {
    return null;
  } finally {
    body.unread(chunks);
  }
}

async function decoded(chunks: readonly Uint8Array[], encodings: readonly string[]): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of decompress(eachOf(chunks), encodings)) {
    size += part.length;
    if (size > BYTES_MAX) return '';
    parts.push(part);
  }
  return Buffer.concat(parts)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
}

async function* eachOf(chunks: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}
