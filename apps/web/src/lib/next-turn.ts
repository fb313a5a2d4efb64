declare const scheduler: { yield?: () => Promise<void> } | undefined;

/** Lets the page draw and take keys before the work goes on. A timer, which browsers slow down, only where there is no better. */
export function nextTurn(): Promise<void> {
  if (typeof scheduler !== 'undefined' && scheduler.yield !== undefined) return scheduler.yield();
  return new Promise((resolve) => setTimeout(resolve));
}
