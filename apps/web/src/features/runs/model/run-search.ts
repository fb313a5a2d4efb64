import { errorKindSchema } from '@jackfield/connector';
import { runBySchema, runChartRangeSchema } from '@jackfield/contracts';
import { z } from 'zod';
import type { ChartQuery, RunQuery } from '../../../lib/queries/run-queries.ts';

/** What the address of the page says of what is looked at. */
export const runSearchSchema = z.object({
  range: runChartRangeSchema.optional().catch(undefined),
  api: z.string().optional().catch(undefined),
  call: z.string().optional().catch(undefined),
  /** Of all environments when absent. */
  in: z.string().optional().catch(undefined),
  result: z
    .union([z.enum(['ok', 'failed']), errorKindSchema])
    .optional()
    .catch(undefined),
  by: runBySchema.optional().catch(undefined),
  actor: z.string().optional().catch(undefined),
  text: z.coerce.string().optional().catch(undefined),
  run: z.string().optional().catch(undefined),
});
export type RunSearch = z.infer<typeof runSearchSchema>;

export const RANGE_WORDS = {
  '3h': 'Last 3 hours',
  '24h': 'Last 24 hours',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
} as const;

const RANGE_MS = { '3h': 3, '24h': 24, '7d': 7 * 24, '30d': 30 * 24 } as const;
const HOUR_MS = 60 * 60 * 1_000;

export const DEFAULT_RANGE = '24h';

/** `now`: when the list was last asked for, so that its pages fit together. */
export function toRunQuery(search: RunSearch, now: number): RunQuery {
  return {
    apiId: search.api,
    callId: search.call,
    environmentId: search.in,
    result: search.result,
    by: search.by,
    actorId: search.actor,
    text: search.text === '' ? undefined : search.text,
    from: new Date(now - RANGE_MS[search.range ?? DEFAULT_RANGE] * HOUR_MS).toISOString(),
  };
}

export function toChartQuery(search: RunSearch): ChartQuery {
  return {
    apiId: search.api,
    callId: search.call,
    environmentId: search.in,
    range: search.range ?? DEFAULT_RANGE,
  };
}

export function isFiltered({ api, call, in: environment, result, by, actor, text }: RunSearch): boolean {
  return [api, call, environment, result, by, actor, text].some((value) => value !== undefined && value !== '');
}
