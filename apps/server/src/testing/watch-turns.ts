import { readFileSync } from 'node:fs';

/** Of Linux: nanoseconds that the main thread ran, and that it waited for a processor. */
const MAIN_THREAD = `/proc/self/task/${process.pid}/schedstat`;

/** Processor time of the main thread in ms, so that what else a machine does is not counted; elsewhere plain time. */
function workedMs(): number {
  if (process.platform !== 'linux') return performance.now();
  return Number(readFileSync(MAIN_THREAD, 'latin1').split(' ', 1)[0]) / 1e6;
}

/** Watches the event loop of the main thread; what it answers tells the ms of its longest turn, and ends the watch. */
export function watchTurns(): () => number {
  let last = workedMs();
  let longest = 0;
  const look = (): void => {
    const now = workedMs();
    longest = Math.max(longest, now - last);
    last = now;
  };
  const timer = setInterval(look, 1);
  return () => {
    clearInterval(timer);
    look();
    return longest;
  };
}
