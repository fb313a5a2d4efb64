import { defaultStreamSettings } from '@jackfield/connector';
import { EgressError } from '@jackfield/egress';
import { eachChunk, tooLarge } from '../../body-chunks.ts';
import { toUtf8 } from '../../charset.ts';
import { contentEncodings } from '../../decompress.ts';
import type { BodySettings, ReadBody } from '../../read-body.ts';
import { RunFailure } from '../../run-failure.ts';
import type { StreamPart } from './stream-event.ts';
import { StreamReader } from './stream-reader.ts';

/**
 * Reads the body of a success as a stream: each event is handed on when it is there, and its consumer holds the
 * upstream back. Ends by the end rule or the connection; a failure on the way keeps what came until then.
 *
 * @throws RunFailure or EgressError
 */
export async function readStream(settings: BodySettings, body: ReadBody, contentType: string): Promise<void> {
  const { options, limits, masker, source } = settings;
  const stream = options.stream ?? { settings: defaultStreamSettings(), keepsEvents: true };
  const text = toUtf8(contentType, { isStrict: true, isUtf8Checked: true });
  const mask = masker.createByteMasker();
  const kept: Uint8Array[] = [];
  const reader = new StreamReader({
    settings: stream.settings,
    contentType,
    masker,
    jsonDepthMax: limits.jsonDepthMax,
    bytesMax: limits.responseBytesMax,
    keepsEvents: stream.keepsEvents,
  });
  const handOn = async (parts: readonly StreamPart[]): Promise<void> => {
    for (const part of parts) {
      const waiting = stream.onPart?.(part);
      if (waiting !== undefined) await settings.orOver(waiting);
    }
  };
  const take = async (chunk: Uint8Array): Promise<void> => {
    if (chunk.length === 0) return;
    if (stream.keepsEvents) kept.push(chunk);
    const waiting = options.onChunk?.(chunk);
    if (waiting !== undefined) await settings.orOver(waiting);
    await handOn(reader.push(chunk));
  };
  try {
    await eachChunk(
      source,
      contentEncodings(settings.headers),
      (chunk) => {
        body.sizeBytes += chunk.length;
        const reason = tooLarge(body.sizeBytes, limits.responseBytesMax, source);
        if (reason !== null) throw reason;
        return take(mask.push(text.push(chunk)));
      },
      () => reader.isComplete,
    );
    if (!reader.isComplete) {
      await take(mask.push(text.flush()));
      await take(mask.flush());
    }
    await handOn(reader.end());
  } catch (error) {
    await handOn(reader.stop());
    throw explained(error, reader.eventsCount, stream.settings);
  } finally {
    body.chunks = kept;
    body.kind = body.sizeBytes === 0 ? 'none' : 'text';
    body.data = reader.data;
    body.warnings.push(...reader.warnings);
  }
}

/** What ends a stream from outside, in its own words. */
function explained(
  error: unknown,
  eventsCount: number,
  { idleMs, wholeMs }: { idleMs: number; wholeMs: number },
): unknown {
  if (!(error instanceof EgressError) || (error.code !== 'timeout' && error.code !== 'connection_lost')) return error;
  const came = `after ${eventsCount} ${eventsCount === 1 ? 'event' : 'events'}`;
  if (error.code === 'connection_lost') {
    const hint =
      'What came until then is kept. If it happens every time, look at the log of the server that was called.';
    return new RunFailure({ kind: 'connection_lost', phase: 'body', detail: `${error.detail}, ${came}`, hint });
  }
  const isWhole = error.phase === 'whole_run';
  return new RunFailure({
    kind: 'timeout',
    phase: error.phase,
    message: isWhole ? 'The stream reached its maximum time.' : 'The stream fell silent.',
    detail: isWhole
      ? `no end after ${wholeMs / 1_000} seconds, ${came}`
      : `nothing for ${idleMs / 1_000} seconds, ${came}`,
    hint: isWhole
      ? 'What came until then is kept. The maximum is in the settings of the call; an end rule ends the stream before.'
      : 'What came until then is kept. If the stream was complete, choose an end rule in the settings of the call; else raise its idle time.',
  });
}
