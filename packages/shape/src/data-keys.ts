/** A key that is longer is content, not a name. */
const NAME_LENGTH_MAX = 200;

/** Numbers, versions, dates, times and ranges: `42`, `15.2-15.3`, `2026-11-22`, `12:30`. */
const NUMERIC = /^\d+(?:[.\-_:/TZ+ ]+\d*)*$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const LONG_HEX = /^(?=.*\d)[0-9a-f]{20,}$/i;
/** Ids with a prefix (`cus_Nf3x…`) and push ids (`-NxY…`). */
const OPAQUE_ID = /^(?:[a-z]{1,8}_(?=[A-Za-z]*\d)[A-Za-z0-9]{14,}|-(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{19})$/;
const PATH_OR_URL = /^\/|:\/\//;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PLAIN_NAME = /^[A-Za-z_$][A-Za-z_$-]{0,40}$/;
/** Cannot be stored as text in jsonb, so it must not become the name of a field. */
const UNSTORABLE = /\0|\p{Surrogate}/u;

/**
 * Whether a key looks like data (an id, a date, an address) instead of a field's name. Decided by the key alone, so
 * that the order of samples cannot matter. Keys that PostgreSQL cannot store count as data as well.
 */
export function looksLikeData(key: string): boolean {
  if (PLAIN_NAME.test(key)) return false;
  return (
    key.length > NAME_LENGTH_MAX ||
    NUMERIC.test(key) ||
    PATH_OR_URL.test(key) ||
    EMAIL.test(key) ||
    (key.length >= 20 && (UUID.test(key) || LONG_HEX.test(key))) ||
    (key.length >= 16 && OPAQUE_ID.test(key)) ||
    UNSTORABLE.test(key)
  );
}
