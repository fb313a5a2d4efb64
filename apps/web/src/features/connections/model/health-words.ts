import type { Connection } from '@jackfield/contracts';

interface Health {
  label: string;
  color: 'green' | 'amber' | 'red' | 'grey';
}

/** How a connection stands, in a word or two. */
export function healthOf(state: Connection['state']): Health {
  switch (state) {
    case 'none':
      return { label: 'No token yet', color: 'grey' };
    case 'valid':
      return { label: 'Valid', color: 'green' };
    case 'ended':
      return { label: 'Ended', color: 'amber' };
    case 'failing':
      return { label: 'Last refresh failed', color: 'amber' };
    case 'broken':
      return { label: 'Refused', color: 'red' };
  }
}

export function endUsersWords(count: number): string {
  if (count === 0) return 'No end user connected yet';
  return count === 1 ? '1 end user connected' : `${count} end users connected`;
}

/** An instant as a length of time from now: `in 5 minutes`, `2 hours ago`. */
export function fromNow(instant: string, now: number): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1_000);
  const format = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const size = Math.abs(seconds);
  if (size < 60) return format.format(seconds, 'second');
  if (size < 3_600) return format.format(Math.round(seconds / 60), 'minute');
  return size < 86_400 * 2
    ? format.format(Math.round(seconds / 3_600), 'hour')
    : format.format(Math.round(seconds / 86_400), 'day');
}
