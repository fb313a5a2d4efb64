import type { AuthApplication } from '../auth/auth-kind.ts';
import type { ResponseType } from '../document/call-document.ts';
import type { BuildContext, Site } from './build-context.ts';
import type { Piece } from './piece.ts';
import { keepWinners, RANK, type Rank, renderRow, sentRows } from './rows.ts';

export interface BuiltHeaders {
  /** Lower-case names with their values. */
  headers: { name: string; pieces: Piece[] }[];
  credentialHeaders: string[];
  isIdempotencyKeySet: boolean;
}

/** RFC 9110 §5.6.2: the characters of a header's name. */
const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** RFC 9110 §5.5: what a header's value may not hold. Text beyond U+00FF has no byte there. */
const NOT_FIELD_CONTENT = /[^\t\u0020-\u007e\u0080-\u00ff]/u;

/** Set by the connection (RFC 9110 §7.6.1), or by us from the URL and the body; HTTP clients refuse `expect`. */
const REFUSED = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Many APIs refuse a request that does not say what sends it (RFC 9110 §10.1.5). */
const USER_AGENT = 'Jackfield';
/** What to ask for where the API has several forms; anything is better than a refusal (RFC 9110 §12.5.1). */
const ACCEPT: Record<ResponseType, string> = { json: 'application/json, */*;q=0.5', text: '*/*', empty: '*/*' };

const ALWAYS_CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization'];

interface HeaderEntry {
  name: string;
  rank: Rank;
  /** Where the name stands, and where the value does. */
  keySite: Site;
  site: Site;
  values: () => Piece[][];
}

/** Checks a header's name; null where it is fine. */
export function headerNameProblem(name: string): { message: string; fix: string } | null {
  if (!HEADER_NAME.test(name)) {
    return { message: `"${name}" is not a header name.`, fix: 'Use letters, digits and - only.' };
  }
  if (!REFUSED.has(name.toLowerCase())) return null;
  return { message: `The header "${name}" is set by the connection itself.`, fix: 'Remove the row.' };
}

export function buildHeaders(ctx: BuildContext, auth: AuthApplication, contentType: string | null): BuiltHeaders {
  const { api, call, idempotencyKey } = ctx.args;
  const rows = sentRows(
    ctx,
    { rows: api.headers, path: ['api', 'headers'] },
    { rows: call.headers, path: ['call', 'headers'] },
  );
  const entries: HeaderEntry[] = rows.map((sent) => ({
    name: sent.row.key,
    rank: sent.rank,
    keySite: { path: [...sent.path, 'key'] },
    site: { path: sent.path },
    values: () => renderRow(ctx, sent).map(({ pieces }) => pieces),
  }));
  for (const { name, pieces } of auth.headers) {
    const site: Site = { path: ['api', 'auth'] };
    entries.push({ name, rank: RANK.auth, keySite: site, site, values: () => [pieces] });
  }
  addDefault(entries, 'accept', ACCEPT[call.responseType], { path: ['call', 'responseType'] });
  addDefault(entries, 'user-agent', USER_AGENT, { path: ['call', 'headers'] });
  addDefault(entries, 'content-type', contentType, { path: ['call', 'body', 'contentType'] });
  const idempotencyHeader = call.idempotencyHeader.trim();
  const key = idempotencyKey ?? (ctx.isPreview ? '{{idempotency key}}' : null);
  if (idempotencyHeader !== '') addDefault(entries, idempotencyHeader, key, { path: ['call', 'idempotencyHeader'] });

  const headers: BuiltHeaders['headers'] = [];
  const credentialHeaders = [...ALWAYS_CREDENTIALS];
  for (const entry of keepWinners(entries, ({ name }) => name.toLowerCase())) {
    for (const header of renderEntry(ctx, entry)) {
      headers.push(header);
      const isCredential = header.pieces.some(isSecretPiece) && !credentialHeaders.includes(header.name);
      if (isCredential) credentialHeaders.push(header.name);
    }
  }
  return {
    headers,
    credentialHeaders,
    isIdempotencyKeySet:
      idempotencyHeader !== '' && headers.some(({ name }) => name === idempotencyHeader.toLowerCase()),
  };
}

function isSecretPiece(piece: Piece): boolean {
  return piece.secrets !== undefined && piece.secrets.length > 0;
}

/** Adds a header that any row of the same name replaces. */
function addDefault(entries: HeaderEntry[], name: string, value: string | null, site: Site): void {
  if (value === null || value === '') return;
  if (entries.some((entry) => entry.name.toLowerCase() === name.toLowerCase())) return;
  entries.push({ name, rank: RANK.call, keySite: site, site, values: () => [[{ text: value }]] });
}

function renderEntry(ctx: BuildContext, entry: HeaderEntry): { name: string; pieces: Piece[] }[] {
  const problem = headerNameProblem(entry.name);
  if (problem) {
    ctx.report(entry.keySite, problem.message, problem.fix);
    return [];
  }
  return entry.values().map((pieces) => {
    for (const piece of pieces) {
      if (!NOT_FIELD_CONTENT.test(piece.text)) continue;
      ctx.refuse(piece, entry.site, `cannot stand in the header "${entry.name}": ${whyNot(piece.text)}`, HEADER_FIX);
    }
    return { name: entry.name.toLowerCase(), pieces: trimmed(pieces) };
  });
}

const BLANK = /^[ \t]*$/;
/** A piece at an edge of a value that has white space there, or is all blank. */
const EDGE_BLANK = /^[ \t]|[ \t]$|^$/;
const HEADER_FIX = 'Use plain characters on one line, or encode the text as the API says.';

function whyNot(text: string): string {
  if (/[\r\n]/.test(text)) return 'it holds a line break.';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\u0000-\u001f\u007f]/.test(text)) return 'it holds a control character.';
  return 'it holds a character that headers have no byte for.';
}

/** White space around a header's value is not part of it (RFC 9110 §5.5). */
function trimmed(pieces: readonly Piece[]): Piece[] {
  if (!EDGE_BLANK.test(pieces[0]?.text ?? '') && !EDGE_BLANK.test(pieces.at(-1)?.text ?? '')) return [...pieces];
  const first = pieces.findIndex((piece) => !BLANK.test(piece.text));
  const last = pieces.findLastIndex((piece) => !BLANK.test(piece.text));
  if (first < 0) return [];
  return pieces.slice(first, last + 1).map((piece, index, kept) => {
    const fromStart = index === 0 ? piece.text.replace(/^[ \t]+/, '') : piece.text;
    return { ...piece, text: index === kept.length - 1 ? fromStart.replace(/[ \t]+$/, '') : fromStart };
  });
}
