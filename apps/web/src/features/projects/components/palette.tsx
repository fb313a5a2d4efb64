import { lazy, Suspense, useEffect, useState } from 'react';
import { onTogglePalette, togglePalette } from '../../../lib/open-palette.ts';
import { isShortcut } from '../../../lib/shortcuts.ts';
import type { PaletteProps } from '../hooks/use-palette-items.tsx';

const load = () => import('./palette-host.tsx');
const PaletteHost = lazy(async () => ({ default: (await load()).PaletteHost }));
/** Long enough for the page itself; soon enough for a person. */
const IDLE_MS = 2_000;

/** Listens for the palette's keys, and fetches it when it is first asked for. */
export function Palette(props: PaletteProps) {
  const [isNeeded, setIsNeeded] = useState(false);
  useEffect(() => onTogglePalette(() => setIsNeeded(true)), []);
  useEffect(() => {
    const timer = setTimeout(() => load().catch(() => undefined), IDLE_MS);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isShortcut(event, 'palette')) return;
      event.preventDefault();
      togglePalette();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return <Suspense>{isNeeded && <PaletteHost {...props} />}</Suspense>;
}
