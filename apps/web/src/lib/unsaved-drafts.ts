import type { z } from 'zod';

/** What was typed and not saved, in this browser's storage: it survives a reload, a closed tab and a crash. */
const PREFIX = 'jackfield.unsaved.';
const KEPT_DAYS = 14;
const WRITE_DELAY_MS = 250;

/** Whose draft of which document; people who share a browser do not see each other's. */
export interface DraftPlace {
  userId: string;
  /** `call.<id>` */
  document: string;
}

/** A draft and the document that it is an edit of. */
export interface Unsaved<Draft, Saved> {
  draft: Draft;
  base: Saved;
}

export interface KeptDraft<Draft, Saved> extends Unsaved<Draft, Saved> {
  /** When it was typed last, in milliseconds. */
  at: number;
  /** Something that looks like a key was typed too, and not kept. */
  isPartial: boolean;
}

interface Entry {
  draft: unknown;
  base: unknown;
  at: number;
  isPartial: boolean;
  /** The page that wrote it was left in good order. */
  isLeft: boolean;
}

/** Each page writes entries of its own, so that two tabs of one call never overwrite each other's. */
const page = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => byte.toString(16).padStart(2, '0')).join(
  '',
);
const lockOf = (id: string) => `jackfield.page.${id}`;
const waiting = new Map<string, { timer: ReturnType<typeof setTimeout>; write: () => void }>();
/** Written by this page, or taken over by it. */
const own = new Set<string>();
let isRefused = false;

/** Keeps a draft a moment later, or forgets it. */
export function keepUnsaved<Draft, Saved>(
  place: DraftPlace,
  unsaved: (Unsaved<Draft, Saved> & { isPartial: boolean }) | null,
): void {
  const key = keyOf(place, page);
  clearTimeout(waiting.get(key)?.timer);
  waiting.delete(key);
  if (unsaved === null) {
    own.delete(key);
    attempt(() => localStorage.removeItem(key));
    return;
  }
  const entry: Entry = { ...unsaved, at: Date.now(), isLeft: false };
  const write = () => {
    waiting.delete(key);
    own.add(key);
    isRefused = !attempt(() => localStorage.setItem(key, JSON.stringify(entry)));
  };
  waiting.set(key, { timer: setTimeout(write, WRITE_DELAY_MS), write });
}

/**
 * The newest kept draft of a document that no other open page works on; it is this page's from now on.
 * Null when there is none, or when it does not fit the schemas any more.
 */
export async function claimUnsaved<Draft, Saved>(
  place: DraftPlace,
  schemas: { draft: z.ZodType<Draft>; saved: z.ZodType<Saved> },
): Promise<KeptDraft<Draft, Saved> | null> {
  const start = keyOf(place, '');
  if (keysFrom(start).length === 0) return null;
  const open = await openPages();
  const found = keysFrom(start).flatMap((key) => {
    const entry = readEntry(key);
    const writer = key.slice(start.length);
    const isFree = entry !== null && (writer === page || entry.isLeft || open?.has(writer) === false);
    return isFree ? [{ key, entry }] : [];
  });
  for (const { key, entry } of found.toSorted((a, b) => b.entry.at - a.entry.at)) {
    const draft = schemas.draft.safeParse(entry.draft);
    const base = schemas.saved.safeParse(entry.base);
    attempt(() => localStorage.removeItem(key));
    if (!draft.success || !base.success) continue;
    const kept = { draft: draft.data, base: base.data, at: entry.at, isPartial: entry.isPartial };
    const ownKey = keyOf(place, page);
    own.add(ownKey);
    attempt(() => localStorage.setItem(ownKey, JSON.stringify({ ...entry, isLeft: false })));
    return kept;
  }
  return null;
}

/** On signing out: nothing of this person stays in the browser. */
export function forgetUnsaved(userId: string): void {
  for (const key of [...waiting.keys(), ...keysFrom(`${PREFIX}${userId}/`)]) {
    if (!key.startsWith(`${PREFIX}${userId}/`)) continue;
    clearTimeout(waiting.get(key)?.timer);
    waiting.delete(key);
    own.delete(key);
    attempt(() => localStorage.removeItem(key));
  }
}

/** The browser keeps nothing (full, or forbidden), so that leaving the page would lose what is not saved. */
export function isKeepingRefused(): boolean {
  return isRefused;
}

/** Marks this page as open until it is gone, and clears away what is too old. */
export function startKeeping(): void {
  void navigator.locks?.request(lockOf(page), () => new Promise(() => {}));
  window.addEventListener('pagehide', () => {
    for (const { timer, write } of [...waiting.values()]) {
      clearTimeout(timer);
      write();
    }
    for (const key of own) {
      const entry = readEntry(key);
      if (entry !== null) attempt(() => localStorage.setItem(key, JSON.stringify({ ...entry, isLeft: true })));
    }
  });
  const oldest = Date.now() - KEPT_DAYS * 86_400_000;
  for (const key of keysFrom(PREFIX)) {
    const entry = readEntry(key);
    if (entry === null || entry.at < oldest) attempt(() => localStorage.removeItem(key));
  }
}

/** Null where the browser does not tell, which it does not on plain HTTP. */
async function openPages(): Promise<Set<string> | null> {
  const held = (await navigator.locks?.query())?.held;
  if (held === undefined) return null;
  return new Set(held.flatMap(({ name }) => (name === undefined ? [] : [name.slice(lockOf('').length)])));
}

function keyOf({ userId, document }: DraftPlace, writer: string): string {
  return `${PREFIX}${userId}/${document}/${writer}`;
}

function keysFrom(start: string): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return [];
  }
}

function readEntry(key: string): Entry | null {
  try {
    const entry = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Entry> | null;
    if (entry === null || typeof entry.at !== 'number') return null;
    const { draft, base, at, isPartial = false, isLeft = false } = entry;
    return { draft, base, at, isPartial, isLeft };
  } catch {
    return null;
  }
}

function attempt(change: () => void): boolean {
  try {
    change();
    return true;
  } catch {
    return false;
  }
}
