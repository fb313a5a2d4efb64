import { z } from 'zod';
import { TEXT_FORMATS } from './formats.ts';

const count = z.number().int().nonnegative();

/**
 * One place of a response. Places refer to each other by their number in the list, so the record is flat however deep
 * the response was. Counts of zero are left out.
 */
export const placeStatisticsSchema = z.strictObject({
  samples: count.optional(),
  values: count,
  nulls: count.optional(),
  trues: count.optional(),
  falses: count.optional(),
  integers: count.optional(),
  decimals: count.optional(),
  /** As text: with the digits that were sent where a double would round them. */
  numberExamples: z.array(z.string()).optional(),
  text: z
    .strictObject({
      count,
      format: z.enum(TEXT_FORMATS).optional(),
      /** Every different value with its count; missing once there were too many, or one that is no short word. */
      tokens: z.array(z.tuple([z.string(), count])).optional(),
      examples: z.array(z.string()),
      /** The place of what they hold, where each of them is the JSON of an object or a list. */
      json: count.optional(),
    })
    .optional(),
  list: z.strictObject({ count, items: count.optional() }).optional(),
  object: z
    .strictObject({
      count,
      /** [key, place, presence, position]. A list of pairs, so that no key (`__proto__`) can mean anything. */
      fields: z.array(z.tuple([z.string(), count, count, count])),
      isFolded: z.literal(true).optional(),
      mapValues: count.optional(),
      /** [tag key, tag value, count, how often each of `fields` was there]. */
      variants: z.array(z.tuple([z.string(), z.string(), count, z.array(count)])).optional(),
      hasManyVariants: z.literal(true).optional(),
    })
    .optional(),
});
export type PlaceStatistics = z.infer<typeof placeStatisticsSchema>;

/** What one or more samples of a response have shown; plain JSON, free of what jsonb cannot hold. */
export const sampleStatisticsSchema = z.strictObject({
  version: z.literal(1),
  samples: count,
  /** The first is the root. */
  places: z.array(placeStatisticsSchema),
  /** The headers that are kept, each with the samples that had it; among `headerSamples`, where they are known. */
  headers: z.array(z.tuple([z.string(), count])).optional(),
  headerSamples: count.optional(),
  /** How many of the samples were entered by hand rather than received. */
  entered: count.optional(),
});
export type SampleStatistics = z.infer<typeof sampleStatisticsSchema>;
