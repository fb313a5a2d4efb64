const listeners = new Set<(term: string | null) => void>();

/** Opens the help: the shortcuts and the glossary, at a term where one is named. */
export function openHelp(term: string | null = null): void {
  for (const listener of listeners) listener(term);
}

/** Calls `listener` when help is asked for. Returns what ends it. */
export function onOpenHelp(listener: (term: string | null) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
