import type { EndpointQuery, EndpointResponse, getRunCharts as endpoint, RunChartRange } from '@jackfield/contracts';
import { percentile } from '../../recording/duration-class.ts';
import type { RecordFlush } from '../../recording/record-flush.ts';
import { LONG_SPAN_S, SHORT_SPAN_S } from '../../recording/run-counts.ts';
import type { Repositories } from '../../repositories.ts';
import type { ChartRow } from './runs.repository.ts';

interface Dependencies {
  repositories: Pick<Repositories, 'runs'>;
  recordFlush: RecordFlush;
}

/** How much time each range tells apart, in about fifty stretches. */
const RANGES: Record<RunChartRange, { spanSeconds: number; stretchSeconds: number; count: number }> = {
  '3h': { spanSeconds: SHORT_SPAN_S, stretchSeconds: 300, count: 36 },
  '24h': { spanSeconds: SHORT_SPAN_S, stretchSeconds: 1_800, count: 48 },
  '7d': { spanSeconds: LONG_SPAN_S, stretchSeconds: 3 * 3_600, count: 56 },
  '30d': { spanSeconds: LONG_SPAN_S, stretchSeconds: 12 * 3_600, count: 60 },
};

export async function getRunCharts(
  { repositories: { runs }, recordFlush }: Dependencies,
  projectId: string,
  { range, ...filter }: EndpointQuery<typeof endpoint>,
): Promise<EndpointResponse<typeof endpoint>> {
  await recordFlush.flushAll();
  const { spanSeconds, stretchSeconds, count } = RANGES[range];
  const last = Math.floor(Date.now() / (stretchSeconds * 1_000));
  const first = last - count + 1;
  const from = instantOf(first, stretchSeconds);
  const rows = await runs.chart({ projectId, ...filter, spanSeconds, stretchSeconds, from });
  const byStretch = groupBy(rows, 'stretch');
  const points = Array.from({ length: count }, (_, index) => ({
    startsAt: instantOf(first + index, stretchSeconds).toISOString(),
    ...summary(byStretch.get(first + index) ?? []),
  }));
  return { stretchSeconds, points, total: summary(inClasses(rows)), unrecorded: sum(rows, 'unrecorded') };
}

function instantOf(stretch: number, stretchSeconds: number): Date {
  return new Date(stretch * stretchSeconds * 1_000);
}

function summary(rows: readonly Pick<ChartRow, 'durationClass' | 'runs' | 'failed'>[]) {
  return {
    runs: sum(rows, 'runs'),
    failed: sum(rows, 'failed'),
    p50Ms: percentile(rows, 0.5),
    p95Ms: percentile(rows, 0.95),
  };
}

/** Of all stretches together, by class of duration. */
function inClasses(rows: readonly ChartRow[]) {
  return [...groupBy(rows, 'durationClass')]
    .map(([durationClass, of]) => ({ durationClass, runs: sum(of, 'runs'), failed: sum(of, 'failed') }))
    .toSorted((a, b) => a.durationClass - b.durationClass);
}

function sum<Field extends string>(rows: readonly Record<Field, number>[], field: Field): number {
  return rows.reduce((total, row) => total + row[field], 0);
}

function groupBy(rows: readonly ChartRow[], field: 'stretch' | 'durationClass'): Map<number, ChartRow[]> {
  const groups = new Map<number, ChartRow[]>();
  for (const row of rows) {
    const group = groups.get(row[field]);
    if (group === undefined) groups.set(row[field], [row]);
    else group.push(row);
  }
  return groups;
}
