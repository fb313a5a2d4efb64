import { markInexactNumbers } from './exact-numbers.ts';
import { resolve, ValueStats } from './value-stats.ts';

const WHITE_SPACE = ' \t\n\r';

/** The texts of a walk that may be JSON themselves. They are read once the places no longer move. */
export class JsonTexts {
  readonly #texts: { place: ValueStats; text: string }[] = [];

  /** Every text of a place is noted, since one that is no JSON settles it. */
  note(place: ValueStats, text: string): void {
    if (place.inner === null) return;
    if (mayBeContainer(text)) this.#texts.push({ place, text });
    else place.inner = null;
  }

  /** The next that is the JSON of an object or a list, with the place that counts what it holds. */
  next(): { place: ValueStats; value: object; numberMark: string | null } | null {
    for (let noted = this.#texts.pop(); noted !== undefined; noted = this.#texts.pop()) {
      const place = resolve(noted.place);
      if (place.inner === null) continue;
      const read = readContainer(noted.text);
      if (read === null) {
        place.inner = null;
        continue;
      }
      place.inner ??= new ValueStats(place.depth, place.isInMap, 1);
      return { place: place.inner, ...read };
    }
    return null;
  }
}

function mayBeContainer(text: string): boolean {
  let start = 0;
  while (WHITE_SPACE.includes(text.charAt(start)) && start < text.length) start += 1;
  const first = text.charCodeAt(start);
  return first === 0x7b || first === 0x5b;
}

function readContainer(text: string): { value: object; numberMark: string | null } | null {
  try {
    const { json, mark } = markInexactNumbers(text);
    const value: unknown = JSON.parse(mark === null ? text : json);
    // What is marked may become JSON by it.
    if (mark !== null) JSON.parse(text);
    return typeof value === 'object' && value !== null ? { value, numberMark: mark } : null;
  } catch {
    return null;
  }
}
