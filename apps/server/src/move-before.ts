import { invalidRequest } from './app-error.ts';

/** The list with one of it put before another, or at the end where `beforeId` is null. */
export function moveBefore(ids: readonly string[], id: string, beforeId: string | null): string[] {
  if (beforeId === id) return [...ids];
  const others = ids.filter((each) => each !== id);
  if (beforeId === null) return [...others, id];
  const place = others.indexOf(beforeId);
  if (place !== -1) return others.toSpliced(place, 0, id);
  const message = 'What it should stand before is not in the same list any more.';
  throw invalidRequest([{ path: ['body', 'beforeId'], message, fix: 'Look again, and move it anew.' }]);
}
