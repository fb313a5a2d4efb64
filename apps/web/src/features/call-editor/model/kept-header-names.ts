const NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/;
/** Never given back, whoever asks: what they say is for one connection, or for one client. */
const NEVER = new Set([
  'set-cookie',
  'set-cookie2',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'te',
  'trailer',
  'upgrade',
]);
const NAMES_MAX = 100;

/** Typed names of headers as a call keeps them, and why the last one that is none was left out. */
export function readHeaderNames(typed: readonly string[]): { names: string[]; problem: string | null } {
  const names: string[] = [];
  let problem: string | null = null;
  for (const text of typed) {
    const name = text.trim().replace(/:$/, '').toLowerCase();
    if (!NAME.test(name)) problem = `“${text}” is no name of a header. Names are like x-total-count.`;
    else if (NEVER.has(name)) problem = `${name} is never given back: it is for one client or one connection alone.`;
    else if (names.length >= NAMES_MAX) problem = `There are at most ${NAMES_MAX}. Keep all instead.`;
    else if (!names.includes(name)) names.push(name);
  }
  return { names, problem };
}
