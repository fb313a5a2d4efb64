/** Each class is about 10 % longer than the one before, so a percentile is told to within 5 %. */
const GROWTH = 1.1;
const LOG_GROWTH = Math.log(GROWTH);

/** Of a duration in milliseconds; up to 1 ms is class 0. */
export function durationClass(ms: number): number {
  return ms <= 1 ? 0 : Math.ceil(Math.log(ms) / LOG_GROWTH);
}

/** The middle of a class. */
function durationOf(durationClass: number): number {
  return GROWTH ** (durationClass - 0.5);
}

/** The duration that this share of the runs did not exceed; null of no runs. `runs` by class, in ascending order. */
export function percentile(counts: readonly { durationClass: number; runs: number }[], share: number): number | null {
  const wanted = Math.ceil(counts.reduce((sum, { runs }) => sum + runs, 0) * share);
  let seen = 0;
  for (const { durationClass, runs } of counts) {
    seen += runs;
    if (runs > 0 && seen >= wanted) return Math.max(1, Math.round(durationOf(durationClass)));
  }
  return null;
}
