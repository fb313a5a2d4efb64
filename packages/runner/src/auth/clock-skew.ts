import type { HeaderList } from '@jackfield/connector';

const REFUSALS = new Set([400, 401, 403]);
/** Less is common and tolerated: AWS takes 5 minutes, most that check a JWT take one. */
const SKEW_MS_MIN = 60_000;

/** A signature made by a wrong clock is refused in words that seldom say so; the response's own date tells. */
export function clockSkewWarning(response: { status: number; headers: HeaderList }, now: number): string | null {
  if (!REFUSALS.has(response.status)) return null;
  const date = response.headers.find(([name]) => name === 'date')?.[1];
  const skewMs = date === undefined ? Number.NaN : now - Date.parse(date);
  if (!(Math.abs(skewMs) >= SKEW_MS_MIN)) return null;
  const minutes = Math.round(Math.abs(skewMs) / 60_000);
  const words = `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} ${skewMs > 0 ? 'ahead of' : 'behind'}`;
  return `The clock of this server is ${words} that of the API, so what it signs may be refused: set the clock right.`;
}
