import { parseExactJson } from '../../../lib/exact-json.ts';

/** A longer body is not read again for one value; the example of the field stands in for it. */
const BODY_CHARS_MAX = 5_000_000;

/**
 * The first value that a body has at a pointer of its shape, as text; null where there is none, or no single value.
 * Texts on the way are opened, since the pointer may lead into them.
 */
export function valueAt(parts: readonly string[], chars: number, pointer: string): string | null {
  if (chars > BODY_CHARS_MAX) return null;
  try {
    return firstAt(parseExactJson(parts.join('')), pointer.split('/').slice(1));
  } catch {
    return null;
  }
}

function firstAt(value: unknown, segments: readonly string[]): string | null {
  const [segment, ...rest] = segments;
  if (segment === undefined) return asText(value);
  const opened = typeof value === 'string' ? readJson(value) : value;
  if (typeof opened !== 'object' || opened === null) return null;
  if (segment === '*') {
    for (const each of Object.values(opened)) {
      const found = firstAt(each, rest);
      if (found !== null) return found;
    }
    return null;
  }
  const key = segment.replaceAll('~2', '*').replaceAll('~1', '/').replaceAll('~0', '~');
  return Object.hasOwn(opened, key) ? firstAt(Reflect.get(opened, key), rest) : null;
}

function asText(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}

function readJson(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return null;
  }
}
