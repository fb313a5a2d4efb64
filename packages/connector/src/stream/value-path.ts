/** The keys that lead to a value; those of list elements are their numbers. */
export type ValuePath = readonly string[];

export type ParseValuePathResult = { ok: true; path: ValuePath } | { ok: false; message: string };

const NAME = /[^.[\]"'\s]+/y;
const INDEX = /\[(\d+)\]/y;
const QUOTED = /\[(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\]/y;

/**
 * Reads where a value stands: as a path (`choices[0].delta.content`, `$["a.b"].c`) or as a JSON Pointer
 * (`/choices/0/delta/content`, RFC 6901). The empty text is the whole value.
 */
export function parseValuePath(text: string): ParseValuePathResult {
  const trimmed = text.trim();
  if (trimmed.startsWith('/')) {
    const path = trimmed.slice(1).split('/');
    return { ok: true, path: path.map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~')) };
  }
  const path: string[] = [];
  let at = trimmed.startsWith('$') ? 1 : 0;
  while (at < trimmed.length) {
    const step = stepAt(trimmed, at, path.length === 0);
    if (step === null) {
      const rest = trimmed.slice(at, at + 20);
      return { ok: false, message: `The path cannot be read at "${rest}" (character ${at + 1}).` };
    }
    path.push(step.key);
    at = step.end;
  }
  return { ok: true, path };
}

function stepAt(text: string, at: number, isFirst: boolean): { key: string; end: number } | null {
  const isDot = text[at] === '.';
  if (isDot || (isFirst && text[at] !== '[')) {
    NAME.lastIndex = isDot ? at + 1 : at;
    const [name] = NAME.exec(text) ?? [];
    return name === undefined ? null : { key: name, end: NAME.lastIndex };
  }
  INDEX.lastIndex = at;
  const index = INDEX.exec(text);
  if (index !== null) return { key: index[1] ?? '', end: INDEX.lastIndex };
  QUOTED.lastIndex = at;
  const quoted = QUOTED.exec(text);
  if (quoted === null) return null;
  return { key: (quoted[1] ?? quoted[2] ?? '').replaceAll(/\\(.)/g, '$1'), end: QUOTED.lastIndex };
}

/** The value that a path leads to; undefined where it leads nowhere. Only a value's own members count. */
export function valueAt(value: unknown, path: ValuePath): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !isMember(found, key)) return undefined;
    // Own, so it is a member of the value, whatever it is called.
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

/** The length of a list is its own too, but no member of it. */
function isMember(value: object, key: string): boolean {
  return Object.prototype.propertyIsEnumerable.call(value, key);
}
