/**
 * JSON as one text, for a column that is only ever read whole. A value of ten thousand parts takes the database and its
 * client long to take apart; and of objects the client drops a member called `__proto__`.
 */
export function toStoredText(value: unknown): string {
  return JSON.stringify(value);
}

/** Older rows hold the value itself. */
export function fromStoredText(stored: unknown): unknown {
  return typeof stored === 'string' ? JSON.parse(stored) : stored;
}
