import { getSession } from '@jackfield/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { callEndpoint } from '../lib/call-endpoint.ts';
import { getConnection, onBack, reportConnection, subscribeConnection } from '../lib/connection.ts';
import { hasUnsaved } from '../lib/living-savers.ts';
import { sessionQueries } from '../lib/queries/session-queries.ts';
import { isKeepingRefused, startKeeping } from '../lib/unsaved-drafts.ts';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 15_000;

/** Asks a server that is away whether it is back, and then for everything that is on the page. Lives as long as the page. */
export function watchConnection(queryClient: QueryClient): void {
  startKeeping();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const askAfter = (delayMs: number) => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (getConnection() !== 'away') return;
      await askAgain(queryClient);
      askAfter(Math.min(delayMs * 2, LONGEST_DELAY_MS));
    }, delayMs);
  };
  subscribeConnection(() => {
    if (getConnection() === 'away') askAfter(FIRST_DELAY_MS);
    else clearTimeout(timer);
  });
  onBack(() => void queryClient.invalidateQueries());
  const askNow = () => {
    if (getConnection() === 'away') void askAgain(queryClient);
  };
  window.addEventListener('online', askNow);
  document.addEventListener('visibilitychange', askNow);
  window.addEventListener('beforeunload', (event) => {
    // Elsewhere nothing is lost by leaving, so nobody is asked.
    if (hasUnsaved() && isKeepingRefused()) event.preventDefault();
  });
}

/** One request; what it meets is reported. */
export async function askAgain(queryClient: QueryClient): Promise<void> {
  const known = queryClient.getQueryData(sessionQueries.current().queryKey);
  try {
    const session = await callEndpoint(getSession, {});
    if (session.user === null && known?.user) reportConnection('signed-out');
  } catch {
    // Still away.
  }
}
