import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { EgressError } from '@jackfield/egress';
import { RunFailure } from './run-failure.ts';

/** More than two in a row is an attack, not a server (CVE-2026-22036). */
const ENCODINGS_MAX = 2;

/**
 * Undoes `content-encoding`, last one first (RFC 9110 §8.4). Reads no further ahead than a few buffers, so a bomb is
 * met by whoever counts the bytes.
 *
 * @throws RunFailure for an encoding that is not understood and for damaged data.
 */
export function decompress(source: AsyncIterable<Uint8Array>, encodings: readonly string[]): AsyncIterable<Uint8Array> {
  if (encodings.length > ENCODINGS_MAX) {
    throw new RunFailure({ kind: 'protocol', phase: 'body', detail: `${encodings.length} content encodings in a row` });
  }
  return encodings.reduceRight(undo, source);
}

/**
 * The values of all `content-encoding` headers, in order, without `identity`. As they were sent, since they may be told
 * of: the case of a secret in them decides whether it is recognised.
 */
export function contentEncodings(headers: readonly (readonly [string, string])[]): string[] {
  return headers
    .filter(([name]) => name === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((value) => value.trim())
    .filter((value) => value !== '' && value.toLowerCase() !== 'identity');
}

function undo(source: AsyncIterable<Uint8Array>, encoding: string): AsyncIterable<Uint8Array> {
  switch (encoding.toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return through(source, () => createGunzip(), encoding);
    case 'br':
      return through(source, () => createBrotliDecompress(), encoding);
    case 'deflate':
      // Named after zlib's format (RFC 1950), but sent bare (RFC 1951) by some: the first byte tells.
      return through(source, (first) => ((first & 0x0f) === 0x08 ? createInflate() : createInflateRaw()), encoding);
    default:
      throw new RunFailure({
        kind: 'decode',
        phase: 'body',
        detail: `content-encoding: ${encoding}`,
        hint: 'Remove the Accept-Encoding header from the call; gzip, deflate and br are understood.',
      });
  }
}

async function* through(
  source: AsyncIterable<Uint8Array>,
  create: (firstByte: number) => ReturnType<typeof createGunzip> | ReturnType<typeof createBrotliDecompress>,
  encoding: string,
): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  try {
    const first = await iterator.next();
    if (first.done) return;
    const stream: Readable = pipeline(chain(first.value, iterator), create(first.value[0] ?? 0), () => {});
    yield* stream;
  } catch (error) {
    if (error instanceof EgressError || error instanceof RunFailure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new RunFailure({ kind: 'protocol', phase: 'body', detail: `damaged ${encoding} data: ${reason}` });
  } finally {
    await iterator.return?.();
  }
}

async function* chain(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first;
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value;
}
