import type { ReactNode } from 'react';

export const PALETTE_GROUPS = ['Recent', 'This page', 'Commands', 'Pages', 'APIs', 'Calls'] as const;
export type PaletteGroup = (typeof PALETTE_GROUPS)[number];

export interface PaletteItem {
  id: string;
  label: string;
  group: Exclude<PaletteGroup, 'Recent'>;
  keywords?: readonly string[];
  icon?: ReactNode;
  /** As they are written: `Ctrl ↵`. */
  keys?: string;
  run: () => void;
}

export interface ShownGroup {
  /** Null where what is found stands in one list, best first. */
  title: PaletteGroup | null;
  items: PaletteItem[];
}

/** More are not read anyway; typing finds the others. */
const SHOWN_MAX = 60;
const RECENT_SHOWN_MAX = 5;

/** All of it in groups, what was used last first; with words, what fits them in one list, best first. */
export function showItems(items: readonly PaletteItem[], query: string, recent: readonly string[]): ShownGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return inGroups(items, recent);
  const ranked = items
    .map((item, place) => ({ item, place, rank: rankOf(item, words) - (recent.includes(item.id) ? 0.5 : 0) }))
    .filter(({ rank }) => rank < NO_MATCH - 1)
    .sort((a, b) => a.rank - b.rank || a.place - b.place);
  const found = ranked.slice(0, SHOWN_MAX).map(({ item }) => item);
  return found.length === 0 ? [] : [{ title: null, items: found }];
}

function inGroups(items: readonly PaletteItem[], recent: readonly string[]): ShownGroup[] {
  const lately = recent.flatMap((id) => items.find((item) => item.id === id) ?? []).slice(0, RECENT_SHOWN_MAX);
  const others = items.filter((item) => !lately.includes(item));
  const groups = PALETTE_GROUPS.map((title) => ({
    title,
    items: title === 'Recent' ? lately : others.filter(({ group }) => group === title),
  }));
  let room = SHOWN_MAX;
  return groups.flatMap(({ title, items: all }) => {
    const shown = all.slice(0, room);
    room -= shown.length;
    return shown.length === 0 ? [] : [{ title, items: shown }];
  });
}

const NO_MATCH = 10;

/** The lower, the better: the label begins with the words, one of its own words does, it holds them, a keyword does. */
function rankOf({ label, group, keywords = [] }: PaletteItem, words: readonly string[]): number {
  const name = label.toLowerCase();
  const rest = [group, ...keywords].join(' ').toLowerCase();
  let rank = 0;
  for (const word of words) {
    if (name.includes(word)) rank = Math.max(rank, new RegExp(`(?:^|\\W)${escaped(word)}`).test(name) ? 1 : 2);
    else if (rest.includes(word)) rank = Math.max(rank, 3);
    else return NO_MATCH;
  }
  return name.startsWith(words.join(' ')) ? 0 : rank;
}

function escaped(word: string): string {
  return word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
