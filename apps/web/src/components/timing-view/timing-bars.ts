import type { Timing } from '@jackfield/connector';

export interface TimingBar {
  label: string;
  ms: number;
  /** Of the whole, 0 to 1. */
  start: number;
  length: number;
}

const STEPS = [
  ['dnsMs', 'Look up the host'],
  ['connectMs', 'Connect'],
  ['tlsMs', 'Agree on encryption'],
  ['firstByteMs', 'Wait for the first byte'],
  ['downloadMs', 'Receive the body'],
] as const;

/** The steps that happened, one after another; what no step accounts for is shown as our own work. */
export function timingBars(timing: Timing): TimingBar[] {
  const steps = STEPS.flatMap(([key, label]) => {
    const ms = timing[key];
    return ms === null ? [] : [{ label, ms }];
  });
  const known = steps.reduce((sum, step) => sum + step.ms, 0);
  const rest = timing.totalMs - known;
  const all = rest >= 0.5 ? [{ label: 'Prepare and check', ms: rest }, ...steps] : steps;
  const whole = Math.max(timing.totalMs, known, Number.EPSILON);
  let start = 0;
  return all.map((step) => {
    const bar = { ...step, start: start / whole, length: step.ms / whole };
    start += step.ms;
    return bar;
  });
}
