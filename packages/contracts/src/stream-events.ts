import { z } from 'zod';

/** Of the response type Stream: one event, its data as JSON text, so that no digit of it is lost on the way. */
export const streamedEventSchema = z.strictObject({
  type: z.literal('event'),
  /** The name of a server-sent event. */
  event: z.string().nullable(),
  id: z.string().nullable(),
  data: z.string(),
});
export type StreamedEvent = z.infer<typeof streamedEventSchema>;

/** What the text of a stream grows by. */
export const streamedTextSchema = z.strictObject({ type: z.literal('text'), text: z.string() });
