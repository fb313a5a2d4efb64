import { z } from 'zod';
import { LIMITS } from '../limits.ts';

const pathSchema = z.string().max(LIMITS.streamPathCharsMax);

export const streamFormatSchema = z.enum(['auto', 'sse', 'ndjson', 'text']);
export type StreamFormat = z.infer<typeof streamFormatSchema>;

/** What says that a stream is complete. The end of the connection always does. */
export const streamEndSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('connection') }),
  /** An event whose whole data is this text; it is a mark, and no event itself. */
  z.strictObject({ kind: z.literal('data'), value: z.string().max(LIMITS.streamPathCharsMax) }),
  /** A server-sent event of this name, the last one. */
  z.strictObject({ kind: z.literal('event'), name: z.string().max(LIMITS.streamPathCharsMax) }),
  /** An event that has a value there, and not `false`; the last one. */
  z.strictObject({ kind: z.literal('path'), path: pathSchema }),
]);
export type StreamEnd = z.infer<typeof streamEndSchema>;

/** How a call of the response type Stream is read. */
export const streamSettingsSchema = z.strictObject({
  /** `auto`: by the content type, else by the first characters. */
  format: streamFormatSchema,
  /** Where the text stands in the data of each event; '': data that is text, or a JSON string, is the text. */
  textPath: pathSchema,
  end: streamEndSchema,
  /** Silence that ends the stream. */
  idleMs: z.number().int().min(1_000).max(LIMITS.streamIdleMsMax),
  /** Of the whole run. */
  wholeMs: z.number().int().min(1_000).max(LIMITS.streamWholeMsMax),
});
export type StreamSettings = z.infer<typeof streamSettingsSchema>;

export function defaultStreamSettings(): StreamSettings {
  return {
    format: 'auto',
    textPath: '',
    // What OpenAI and all who speak like it send last; in any other stream it does not occur.
    end: { kind: 'data', value: '[DONE]' },
    idleMs: LIMITS.streamIdleMs,
    wholeMs: LIMITS.streamWholeMs,
  };
}
