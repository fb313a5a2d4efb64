import { z } from 'zod';
import type { CallDocument } from '../document/call-document.ts';
import { LIMITS } from '../limits.ts';

const headerNameSchema = z
  .string()
  .max(LIMITS.rowKeyCharsMax)
  .regex(/^[!#$%&'*+.^_`|~0-9a-z-]+$/, 'The name of a header is one word in lower case, such as x-total-count.');

/** Which headers of a response a run gives back; those of the connection and cookies never are. */
export const responseHeadersSchema = z.strictObject({
  /** `default`: content type, etag, link, rate limits and request ids. `chosen`: those of `names` alone. */
  keep: z.enum(['default', 'chosen', 'all']),
  /** Kept while another choice stands, so that trying one out loses nothing. */
  names: z.array(headerNameSchema).max(100, 'There are at most 100 headers to keep.'),
});
export type ResponseHeaders = z.infer<typeof responseHeadersSchema>;

/** What `shownHeaders` of the runner takes. */
export type KeptHeaders = 'default' | 'all' | ReadonlySet<string>;

export function keptHeaders({ responseHeaders }: Pick<CallDocument, 'responseHeaders'>): KeptHeaders {
  const { keep, names } = responseHeaders;
  return keep === 'chosen' ? new Set(names) : keep;
}
