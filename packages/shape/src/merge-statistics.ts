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
  return { ...toStatistics(root, count), ...mergeHeaders(samples), ...mergeEntered(samples) };
}

function mergeHeaders(samples: readonly SampleStatistics[]): Pick<SampleStatistics, 'headers' | 'headerSamples'> {
  const seen = new Map<string, number>();
  let headerSamples = 0;
  for (const sample of samples) {
    headerSamples += sample.headerSamples ?? 0;
    for (const [name, times] of sample.headers ?? []) seen.set(name, (seen.get(name) ?? 0) + times);
  }
  if (headerSamples === 0) return {};
  return { headers: [...seen].sort(([a], [b]) => (a < b ? -1 : 1)), headerSamples };
}

function mergeEntered(samples: readonly SampleStatistics[]): Pick<SampleStatistics, 'entered'> {
  const entered = samples.reduce((sum, sample) => sum + (sample.entered ?? 0), 0);
  return entered === 0 ? {} : { entered };
}
