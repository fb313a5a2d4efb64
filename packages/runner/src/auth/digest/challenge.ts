/** One challenge of a `WWW-Authenticate` (RFC 9110 §11.6.1); names in lower case. */
export interface Challenge {
  scheme: string;
  parameters: ReadonlyMap<string, string>;
}

const TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const SCHEME = new RegExp(`[\\s,]*(${TOKEN})(?=\\s|,|$)`, 'y');
const PARAMETER = new RegExp(`[\\s,]*(${TOKEN})\\s*=\\s*(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s,"]*))`, 'y');
/** What some schemes have instead of parameters: one text in base64. */
const TOKEN68 = /\s+[A-Za-z0-9._~+/-]+=*(?=\s*(?:,|$))/y;

/** Several challenges may stand in one header, separated as their parameters are; what cannot be read ends the list. */
export function parseChallenges(header: string): Challenge[] {
  const challenges: Challenge[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    const match = pattern.exec(header);
    if (match !== null) at = pattern.lastIndex;
    return match;
  };
  for (let scheme = take(SCHEME); scheme !== null; scheme = take(SCHEME)) {
    const parameters = new Map<string, string>();
    const isToken68 = take(TOKEN68) !== null;
    for (let found = isToken68 ? null : take(PARAMETER); found !== null; found = take(PARAMETER)) {
      const name = (found[1] ?? '').toLowerCase();
      if (!parameters.has(name)) parameters.set(name, found[2]?.replace(/\\(.)/g, '$1') ?? found[3] ?? '');
    }
    challenges.push({ scheme: (scheme[1] ?? '').toLowerCase(), parameters });
  }
  return challenges;
}
