import { createSignal } from './signal.ts';

const toggled = createSignal<void>();

/** Opens the palette, or closes it. */
export function togglePalette(): void {
  toggled.send();
}

export const onTogglePalette = toggled.listen;
