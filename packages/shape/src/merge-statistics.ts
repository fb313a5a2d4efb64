import type { SampleStatistics } from './statistics.ts';
import { fromStatistics, toStatistics } from './statistics-json.ts';
import { mergeValues, ValueStats } from './value-stats.ts';

/** What all these samples have shown together. The order and grouping of the samples make no difference. */
export function mergeStatistics(samples: readonly SampleStatistics[]): SampleStatistics {
  const root = new ValueStats(0, false, 0);
  let count = 0;
  for (const sample of samples) {
    mergeValues(root, fromStatistics(sample));
    count += sample.samples;
  }
  return toStatistics(root, count);
}
