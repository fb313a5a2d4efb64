import type { Autosaver } from './autosaver.ts';
import { onBack } from './connection.ts';

// Each has a type of its own, which only the view that made it knows.
// biome-ignore lint/suspicious/noExplicitAny: see above
type AnySaver = Autosaver<any, any>;

/** The savers of this page by the name of their document; one that could not save outlives the views that use it. */
const living = new Map<string, { saver: AnySaver; views: number }>();

/** The saver of a document, made where there is none. */
export function saverOf<Saver extends AnySaver>(document: string, make: () => Saver): Saver {
  const found = living.get(document);
  // Whoever asks for a document's saver asks with the same types.
  if (found !== undefined) return found.saver as Saver;
  const saver = make();
  living.set(document, { saver, views: 0 });
  return saver;
}

/** A view uses the saver. Returns what ends that: what was typed is saved, and the saver goes once that is done. */
export function attachView(document: string, saver: AnySaver): () => void {
  const entry = living.get(document) ?? { saver, views: 0 };
  living.set(document, entry);
  entry.views += 1;
  return () => {
    entry.views -= 1;
    void saver.saveByItself().then(dropUnused);
  };
}

/** True when the server has everything that was typed. */
export async function saveEverything(): Promise<boolean> {
  await Promise.all([...living.values()].map(({ saver }) => saver.saveByItself()));
  dropUnused();
  return !hasUnsaved();
}

export function hasUnsaved(): boolean {
  return [...living.values()].some(({ saver }) => saver.getState().status !== 'saved');
}

/** What is not saved by now is given up. */
export function forgetSavers(): void {
  for (const { saver } of living.values()) saver.dispose();
  living.clear();
}

function dropUnused(): void {
  for (const [document, { saver, views }] of living) {
    if (views === 0 && saver.getState().status === 'saved') living.delete(document);
  }
}

onBack(() => void saveEverything());
