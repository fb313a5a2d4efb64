/** Values up to this length show nothing of themselves. */
const LAST4_CHARS_MIN = 13;

/** The last 4 characters of a secret longer than 12, to tell it from another; null for a shorter one. */
export function last4(value: string): string | null {
  const characters = [...value];
  return characters.length < LAST4_CHARS_MIN ? null : characters.slice(-4).join('');
}

/** Beginnings of the keys that well-known providers hand out, and forms that only credentials have. */
const KNOWN_FORMS = [
  /^(?:Bearer|Basic|Token)\s+[A-Za-z0-9+/=_.~-]{16,}$/i,
  /\b(?:sk|pk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{8,}/,
  /\bsk-[A-Za-z0-9_-]{16,}/,
  /\bgh[pousr]_[A-Za-z0-9]{20,}/,
  /\bgithub_pat_[A-Za-z0-9_]{20,}/,
  /\bglpat-[A-Za-z0-9_-]{16,}/,
  /\bxox[abeoprs]-[A-Za-z0-9-]{8,}/,
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bAIza[A-Za-z0-9_-]{30,}/,
  /\bya29\.[A-Za-z0-9_-]{16,}/,
  /\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}/,
  /\b(?:shpat|shpss|shppa|npm|hf|dop_v1|pat|key|secret|token)[_-][A-Za-z0-9]{20,}/,
  /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]*/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];
const RANDOM_CHARS_MIN = 24;
/** Bits per character: hexadecimal keys have close to 4, words and numbers in a row less. */
const RANDOM_BITS_MIN = 3.3;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** A guess, for the offer to move a pasted text into a secret. Never used to decide what is masked. */
export function looksLikeSecret(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed.includes('{{')) return false;
  if (KNOWN_FORMS.some((form) => form.test(trimmed))) return true;
  if (trimmed.length < RANDOM_CHARS_MIN || !/^[A-Za-z0-9+/=_.~-]+$/.test(trimmed) || UUID.test(trimmed)) return false;
  const hasMixture = /[0-9]/.test(trimmed) && /[A-Za-z]/.test(trimmed);
  const isDateOrPath = /^\d{4}-\d{2}-\d{2}/.test(trimmed) || /[a-z]{5,}[._/-][a-z]{3,}/.test(trimmed);
  return hasMixture && !isDateOrPath && bitsPerCharacter(trimmed) >= RANDOM_BITS_MIN;
}

function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
