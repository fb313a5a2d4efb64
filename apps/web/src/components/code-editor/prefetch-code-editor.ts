import { warmUpMonaco } from './load-monaco.ts';

/** What the page itself still loads comes first. */
const AFTER_MS = 2_000;

/** Fetches the editor and tries it out while the browser has nothing else to do; a failure is met when it is shown. */
export function prefetchCodeEditor(): () => void {
  if (savesData()) return () => undefined;
  let idle = 0;
  let isOver = false;
  const whenIdle = () =>
    new Promise<void>((resolve) => {
      if (isOver) return;
      // Safari has no idle callback.
      if ('requestIdleCallback' in window) idle = requestIdleCallback(() => resolve());
      else resolve();
    });
  const timer = setTimeout(() => {
    void whenIdle()
      .then(() => warmUpMonaco(whenIdle))
      .catch(() => undefined);
  }, AFTER_MS);
  return () => {
    isOver = true;
    clearTimeout(timer);
    if (idle !== 0) cancelIdleCallback(idle);
  };
}

function savesData(): boolean {
  return 'connection' in navigator && (navigator.connection as { saveData?: boolean } | null)?.saveData === true;
}
