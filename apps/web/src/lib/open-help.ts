import { createSignal } from './signal.ts';

const asked = createSignal<string | null>();

/** Opens the help: the shortcuts and the glossary, at a term where one is named. */
export function openHelp(term: string | null = null): void {
  asked.send(term);
}

export const onOpenHelp = asked.listen;
