import { encodeUtf8 } from '../platform.ts';

/** Matches a surrogate without its partner: text that has no UTF-8 form. */
const LONE_SURROGATE = /\p{Surrogate}/u;

export function hasLoneSurrogate(text: string): boolean {
  return LONE_SURROGATE.test(text);
}

function encodeOne(character: string): string {
  let text = '';
  for (const byte of encodeUtf8(character)) text += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  return text;
}

/** A value in a path segment or a query: only RFC 3986's unreserved characters stay as they are. */
export function encodeValue(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, encodeOne);
}

/** A query key: as a value, but the characters that APIs use in names (`filter[x]`, `$top`) stay readable. */
export function encodeQueryKey(text: string): string {
  return encodeValue(text).replace(/%(?:5B|5D|24|3A|40|2C|2F)/g, (encoded) => decodeURIComponent(encoded));
}

/** `application/x-www-form-urlencoded` as WHATWG URL serialises it. */
export function encodeFormText(text: string): string {
  return encodeURIComponent(text)
    .replace(/[!'()~]/g, encodeOne)
    .replace(/%20/g, '+');
}

/** Text that the builder wrote into the path: escapes stay, what a path cannot hold is encoded. */
export function encodePathText(text: string): string {
  return text.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@%]/gu, encodeOne);
}

/** Text that the builder wrote into the query: as above, and what stands there by custom stays. */
export function encodeQueryText(text: string): string {
  return text.replace(/[^A-Za-z0-9\-._~!$&()*+,;=:@%/?[\]]/gu, encodeOne);
}

/** Reads `%XX` and `+`; a broken escape stays as text. */
export function decodeQueryText(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
