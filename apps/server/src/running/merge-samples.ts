import { mergeStatistics, type SampleStatistics, sampleStatisticsSchema } from '@jackfield/shape';
import { z } from 'zod';
import { fromStoredText } from '../stored-text.ts';

/** More are kept as one: the oldest two are merged, which changes nothing but that they cannot be told apart. */
const SAMPLES_MAX = 20;

const samplesSchema = z.array(sampleStatisticsSchema);

/** The samples of a saved shape, one record each. */
export function readSamples(stored: unknown): SampleStatistics[] {
  return samplesSchema.parse(fromStoredText(stored));
}

export function readSample(stored: unknown): SampleStatistics {
  return sampleStatisticsSchema.parse(fromStoredText(stored));
}

export function addSample(samples: readonly SampleStatistics[], sample: SampleStatistics): SampleStatistics[] {
  const all = [...samples, sample];
  const [first, second, ...rest] = all;
  if (all.length <= SAMPLES_MAX || first === undefined || second === undefined) return all;
  return [mergeStatistics([first, second]), ...rest];
}
