/** A number of at most 15 digits between 1e-99 and 1e99 survives as a double; only what may be another is looked at. */
const MAY_BE_INEXACT = /\d[\d.]{15}|\d[eE][+-]?\d{3}/;
const QUOTE_OR_NUMBER = /"|-?\d[\d.]*(?:[eE][+-]?\d+)?/g;

/** The first number of a JSON text that `JSON.parse` would round, as written; null when all are kept. */
export function findInexactNumber(json: string): string | null {
  for (const { text } of inexactNumbers(json)) return text;
  return null;
}

export interface MarkedJson {
  json: string;
  /** What the strings begin with that stand for numbers; null when there are none. */
  mark: string | null;
}

/**
 * The same JSON with each number that `JSON.parse` would round as a string: a mark that no other string begins with,
 * then its digits as written. What is no JSON may become some.
 */
export function markInexactNumbers(json: string): MarkedJson {
  const parts: string[] = [];
  let end = 0;
  let mark: Mark | null = null;
  for (const { text, start } of inexactNumbers(json)) {
    mark ??= freeMark(json);
    if (mark === null) break;
    parts.push(json.slice(end, start), `"${mark.escaped}${text}"`);
    end = start + text.length;
  }
  if (mark === null) return { json, mark: null };
  parts.push(json.slice(end));
  return { json: parts.join(''), mark: mark.text };
}

/** Whether a number is whole, by its digits: as a double, `12345678901234567890.5` would be. */
export function isWholeNumber(text: string): boolean {
  if (!Number.isFinite(Number(text))) return false;
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const zeros = /0*$/.exec(whole + fraction)?.[0].length ?? 0;
  return fraction.length - zeros <= Number(exponent);
}

function* inexactNumbers(json: string): Generator<{ text: string; start: number }> {
  if (!MAY_BE_INEXACT.test(json)) return;
  const token = new RegExp(QUOTE_OR_NUMBER);
  for (let match = token.exec(json); match !== null; match = token.exec(json)) {
    if (match[0] === '"') token.lastIndex = endOfString(json, token.lastIndex);
    else if (!isExact(match[0])) yield { text: match[0], start: match.index };
  }
}

/** By hand: a regular expression for a string of many megabytes needs more stack than there is. */
function endOfString(json: string, start: number): number {
  for (let quote = json.indexOf('"', start); quote !== -1; quote = json.indexOf('"', quote + 1)) {
    let before = quote;
    while (json.charCodeAt(before - 1) === 0x5c) before -= 1;
    if ((quote - before) % 2 === 0) return quote + 1;
  }
  return json.length;
}

function isExact(text: string): boolean {
  const value = Number(text);
  return Number.isFinite(value) && significantDigits(text) === significantDigits(String(value));
}

function significantDigits(number: string): string {
  return number
    .replace(/[eE].*$/, '')
    .replaceAll(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
}

interface Mark {
  text: string;
  escaped: string;
}

/** A control character that the text does not hold: in JSON it can only be written as this escape. */
function freeMark(json: string): Mark | null {
  const used = new Set((json.match(/\\u00[01][0-9a-f]/gi) ?? []).map((found) => found.toLowerCase()));
  for (let code = 0; code < 0x20; code += 1) {
    const escaped = `\\u00${code.toString(16).padStart(2, '0')}`;
    const text = String.fromCharCode(code);
    const isShort = '\b\t\n\f\r'.includes(text);
    if (!isShort && !used.has(escaped)) return { text, escaped };
  }
  return null;
}
