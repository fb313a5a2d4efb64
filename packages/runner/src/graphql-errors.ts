/** As many as are told; the others are counted. */
const TOLD_MAX = 3;

/**
 * What a GraphQL answer says went wrong (GraphQL §7.1: `errors`, a list that is not empty), as sentences; none where nothing
 * did. Only the member itself is parsed, wherever it stands: the answer may be large.
 */
export function graphqlErrors(json: Uint8Array): string[] {
  const list = parse(memberOf(json, 'errors'));
  if (!Array.isArray(list) || list.length === 0) return [];
  const told = list.slice(0, TOLD_MAX).map(sentenceOf);
  const others = list.length - told.length;
  return others > 0 ? [...told, `And ${others} more errors.`] : told;
}

function sentenceOf(error: unknown): string {
  const { message, path } = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const where = Array.isArray(path) && path.length > 0 ? ` (at ${path.join('.')})` : '';
  return `GraphQL error: ${typeof message === 'string' ? message : 'without a message'}${where}`;
}

function parse(bytes: Uint8Array | null): unknown {
  if (bytes === null) return null;
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch {
    return null;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const COMMA = 0x2c;
const OPENING = new Set([0x7b, 0x5b]);
const CLOSING = new Set([0x7d, 0x5d]);

/** The bytes of a member of the top object of well-formed JSON; null where it has none. The last one counts, as in JSON.parse. */
function memberOf(json: Uint8Array, name: string): Uint8Array | null {
  let depth = 0;
  let key = '';
  let keyStart = -1;
  let valueStart = -1;
  let found: Uint8Array | null = null;
  const end = (at: number) => {
    if (valueStart >= 0 && key === name) found = json.subarray(valueStart, at);
    valueStart = -1;
  };
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) {
      keyStart = at + 1;
      at = endOfString(json, at);
      if (depth === 1 && valueStart < 0) key = Buffer.from(json.subarray(keyStart, at)).toString('utf8');
    } else if (OPENING.has(byte)) depth += 1;
    else if (CLOSING.has(byte)) {
      depth -= 1;
      if (depth === 0) end(at);
    } else if (depth === 1 && byte === COLON && valueStart < 0) valueStart = at + 1;
    else if (depth === 1 && byte === COMMA) end(at);
  }
  return found;
}

function endOfString(json: Uint8Array, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== QUOTE) at += json[at] === BACKSLASH ? 2 : 1;
  return at;
}
