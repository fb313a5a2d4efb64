import { LIMITS } from '@jackfield/connector';
import type { EgressResponse } from '@jackfield/egress';
import { decompress } from './decompress.ts';
import { RunFailure } from './run-failure.ts';

/**
 * No API's answer grows so much when it is decompressed; gzip alone cannot (1,032:1). A bomb that does is met long before
 * the limit on the size, since what undoes it holds up to 16 MB besides.
 */
const GROWTH_MAX = 2_000;
const GROWTH_COUNTS_FROM_BYTES = 8 * 1024 * 1024;

const never = (): boolean => false;

/**
 * Hands on the decoded chunks, one after another, until `isOver` or the end. What is there already is taken without a
 * promise for each.
 */
export async function eachChunk(
  source: EgressResponse['body'],
  encodings: readonly string[],
  take: (chunk: Uint8Array) => void | Promise<void>,
  isOver: () => boolean = never,
): Promise<void> {
  if (encodings.length > 0) {
    for await (const chunk of decompress(source, encodings)) {
      const waiting = take(chunk);
      if (waiting !== undefined) await waiting;
      if (isOver()) return;
    }
    return;
  }
  while (!source.isDone && !isOver()) {
    const chunk = source.read() ?? (await source.next()).value;
    const waiting = chunk === undefined ? undefined : take(chunk);
    if (waiting !== undefined) await waiting;
  }
}

/** Null while the body is not. */
export function tooLarge(sizeBytes: number, bytesMax: number, source: EgressResponse['body']): RunFailure | null {
  const isBomb = sizeBytes > GROWTH_COUNTS_FROM_BYTES && sizeBytes > source.receivedBytes * GROWTH_MAX;
  if (!isBomb && sizeBytes <= bytesMax) return null;
  const detail = isBomb
    ? `more than ${GROWTH_MAX} times as large after decompression as what was sent`
    : `more than ${bytesMax} bytes after decompression`;
  return new RunFailure({
    kind: 'too_large',
    phase: 'body',
    detail,
    ...(bytesMax === LIMITS.fileResponseBytesMax && {
      hint: 'Run the call with answer=body, which hands a larger file on as it comes.',
    }),
  });
}
