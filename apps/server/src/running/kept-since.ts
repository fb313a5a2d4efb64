const KEPT_MS = 24 * 60 * 60 * 1_000;

/** What an initialization learned before this instant is gone. */
export function keptSince(): Date {
  return new Date(Date.now() - KEPT_MS);
}
