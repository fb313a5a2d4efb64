import { loadMonaco } from './load-monaco.ts';

/** What the page itself still loads comes first. */
const AFTER_MS = 2_000;

/** Fetches the editor while the browser has nothing else to do; a failure is met when it is shown. */
export function prefetchCodeEditor(): () => void {
  if (savesData()) return () => undefined;
  let idle = 0;
  const fetchNow = () => void loadMonaco().catch(() => undefined);
  const timer = setTimeout(() => {
    // Safari has no idle callback.
    if ('requestIdleCallback' in window) idle = requestIdleCallback(fetchNow);
    else fetchNow();
  }, AFTER_MS);
  return () => {
    clearTimeout(timer);
    if (idle !== 0) cancelIdleCallback(idle);
  };
}

function savesData(): boolean {
  return 'connection' in navigator && (navigator.connection as { saveData?: boolean } | null)?.saveData === true;
}
