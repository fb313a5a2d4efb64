import type { RunSummary } from '@jackfield/contracts';

const BY = { api: 'Run API', hand: 'By hand', initialization: 'Initialization' } as const;

/** How it was run, and by whom: `Run API, Shop front`. */
export function byWords({ by, actor }: Pick<RunSummary, 'by' | 'actor'>): string {
  return `${BY[by]}, ${actor.name ?? (by === 'api' ? 'a token that is gone' : 'somebody who is gone')}`;
}

/** The time alone where it was today. */
export function timeWords(instant: string, now = new Date()): string {
  const date = new Date(instant);
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  const isToday = date.toDateString() === now.toDateString();
  return new Intl.DateTimeFormat(undefined, isToday ? time : { day: 'numeric', month: 'short', ...time }).format(date);
}
