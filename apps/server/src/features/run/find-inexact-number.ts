/** With up to 15 significant digits a decimal number survives as a double. */
const EXACT_DIGITS = 15;
const MANY_DIGITS = new RegExp(`\\d[\\d.]{${EXACT_DIGITS},}`);
const STRING_OR_NUMBER = /"(?:[^"\\]|\\.)*"|-?\d[\d.]*(?:[eE][+-]?\d+)?/g;

/** The first number of a JSON text that `JSON.parse` would round, as written; null when all are kept. */
export function findInexactNumber(json: string): string | null {
  if (!MANY_DIGITS.test(json)) return null;
  for (const [token] of json.matchAll(STRING_OR_NUMBER)) {
    if (token.startsWith('"')) continue;
    const digits = significantDigits(token);
    if (digits.length > EXACT_DIGITS && digits !== significantDigits(String(Number(token)))) return token;
  }
  return null;
}

function significantDigits(number: string): string {
  return number
    .replace(/[eE].*$/, '')
    .replaceAll(/[-.]/g, '')
    .replace(/^0+/, '')
    .replace(/0+$/, '');
}
