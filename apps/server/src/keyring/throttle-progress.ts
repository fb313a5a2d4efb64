import type { RotationProgress } from './rotate-keys.ts';

const EVERY_MS = 1_000;

/** Passes on the first and the last, and of those between one a second. */
export function throttleProgress(tell: (progress: RotationProgress) => void): (progress: RotationProgress) => void {
  let told = { done: -1, at: Number.NEGATIVE_INFINITY };
  return (progress) => {
    const at = performance.now();
    const isDue = at - told.at >= EVERY_MS || progress.done === progress.total;
    if (!isDue || progress.done === told.done) return;
    told = { done: progress.done, at };
    tell(progress);
  };
}
