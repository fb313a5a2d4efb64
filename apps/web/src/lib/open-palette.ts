const listeners = new Set<() => void>();

/** Opens the palette, or closes it. */
export function togglePalette(): void {
  for (const listener of listeners) listener();
}

/** Calls `listener` when the palette is asked for. Returns what ends it. */
export function onTogglePalette(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
