import { useEffect, useSyncExternalStore } from 'react';

/** What can be done on the page that is open, for the palette. */
export interface PageCommand {
  id: string;
  label: string;
  keywords?: readonly string[];
  /** As they are written: `Ctrl ↵`. */
  keys?: string;
  run: () => void;
}

const NONE: readonly PageCommand[] = [];
let offered = NONE;
const listeners = new Set<() => void>();

function offer(commands: readonly PageCommand[]): void {
  offered = commands;
  for (const listener of listeners) listener();
}

/** Offers the commands of a page as long as it is shown. */
export function useOfferCommands(commands: readonly PageCommand[]): void {
  useEffect(() => {
    offer(commands);
    return () => {
      if (offered === commands) offer(NONE);
    };
  }, [commands]);
}

/** The commands of the page that is open now. */
export function usePageCommands(): readonly PageCommand[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => offered,
  );
}
