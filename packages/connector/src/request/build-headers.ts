import type { AuthApplication } from '../auth/auth-kind.ts';
import type { CallDocument, ResponseType } from '../document/call-document.ts';
import type { BuildContext, Site } from './build-context.ts';
import { holdsSecret, type Piece, textOf } from './piece.ts';
import { candidateRows, hasValue, keepWinners, RANK, type Rank, renderRow, type SentRow } from './rows.ts';

export interface BuiltHeader {
  name: string;
  pieces: Piece[];
  /** Name and value, as they are sent. */
  line: [string, string];
}

export interface BuiltHeaders {
  /** Lower-case names with their values. */
  headers: BuiltHeader[];
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
const ACCEPT: Record<ResponseType, string> = {
  json: 'application/json, */*;q=0.5',
  xml: 'application/xml, text/xml, */*;q=0.5',
  text: '*/*',
  number: 'text/plain, */*;q=0.5',
  image: 'image/*, */*;q=0.5',
  file: '*/*',
  stream: 'text/event-stream, application/x-ndjson, */*;q=0.5',
  empty: '*/*',
};

/** Where it can, a GraphQL server then says by its status whether it took the request (GraphQL over HTTP §6.4). */
const ACCEPT_GRAPHQL = 'application/graphql-response+json, application/json;q=0.9, */*;q=0.5';

function acceptOf({ body, responseType }: CallDocument): string {
  return body.kind === 'graphql' && responseType === 'json' ? ACCEPT_GRAPHQL : ACCEPT[responseType];
}

const ALWAYS_CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization'];

interface HeaderEntry {
  /** Tells it from the other entries of the call; null where its value is made for one run. */
  key: unknown;
  name: string;
  rank: Rank;
  /** Where the name stands, and where the value does. */
  keySite: () => Site;
  site: Site;
  values: (ctx: BuildContext) => Piece[][];
}

/** Checks a header's name; null where it is fine. */
export function headerNameProblem(name: string): { message: string; fix: string } | null {
  if (!HEADER_NAME.test(name)) {
    return { message: `"${name}" is not a header name.`, fix: 'Use letters, digits and - only.' };
  }
  if (!REFUSED.has(name.toLowerCase())) return null;
  return { message: `The header "${name}" is set by the connection itself.`, fix: 'Remove the row.' };
}

export interface BodyType {
  contentType: string | null;
  /** It depends on the values of this run, so nothing that it stands in is kept for others. */
  isTypeOfRun?: boolean;
}

export function buildHeaders(ctx: BuildContext, auth: AuthApplication, body: BodyType): BuiltHeaders {
  const { contentType, isTypeOfRun = false } = body;
  const { api, call, idempotencyKey } = ctx.args;
  const candidates = ctx.once('header rows', () =>
    candidateRows(
      ctx,
      { rows: api.headers, path: ['api', 'headers'] },
      { rows: call.headers, path: ['call', 'headers'] },
    ),
  );
  const rows = candidates.filter(({ row, path }) => row.kind === 'fixed' || hasValue(ctx, row, path));
  const choose = () => keepWinners(entriesOf(ctx, rows, auth, body), ({ name }) => name.toLowerCase());
  const isUsual = rows.length === candidates.length && idempotencyKey === undefined && !isTypeOfRun;
  const entries = isUsual ? ctx.once(`header entries ${contentType}`, choose) : choose();

  const headers: BuiltHeaders['headers'] = [];
  const credentialHeaders = [...ALWAYS_CREDENTIALS];
  for (const entry of entries) {
    const render = () => renderEntry(ctx, entry);
    for (const header of entry.key === null ? render() : ctx.once(entry.key, render)) {
      headers.push(header);
      const isCredential = header.pieces.some(holdsSecret) && !credentialHeaders.includes(header.name);
      if (isCredential) credentialHeaders.push(header.name);
    }
  }
  const idempotencyName = call.idempotencyHeader.trim().toLowerCase();
  return {
    headers,
    credentialHeaders,
    isIdempotencyKeySet: idempotencyName !== '' && headers.some(({ name }) => name === idempotencyName),
  };
}

/** The rows' headers, the authentication's, and those that every request has. */
function entriesOf(
  ctx: BuildContext,
  rows: readonly SentRow[],
  auth: AuthApplication,
  { contentType, isTypeOfRun }: BodyType,
): HeaderEntry[] {
  const { call, idempotencyKey } = ctx.args;
  const entries: HeaderEntry[] = rows.map((sent) => ({
    key: sent.row,
    name: sent.row.key,
    rank: sent.rank,
    keySite: () => ({ path: [...sent.path, 'key'] }),
    site: { path: sent.path },
    values: (run) => renderRow(run, sent).map(({ pieces }) => pieces),
  }));
  for (const { name, pieces } of auth.headers) {
    const site: Site = { path: ['api', 'auth'] };
    entries.push({ key: pieces, name, rank: RANK.auth, keySite: () => site, site, values: () => [pieces] });
  }
  for (const { name, pieces } of auth.addedHeaders) {
    const site: Site = { path: ['api', 'auth'] };
    // Drawn in a preview; else only a row of this name gives way, and the step adds it while it is sent.
    const values = (run: BuildContext) => (run.isPreview ? [pieces] : []);
    entries.push({ key: pieces, name, rank: RANK.auth, keySite: () => site, site, values });
  }
  addDefault(entries, 'accept', acceptOf(call), { path: ['call', 'responseType'] });
  addDefault(entries, 'user-agent', USER_AGENT, { path: ['call', 'headers'] });
  addDefault(entries, 'content-type', contentType, { path: ['call', 'body', 'contentType'] }, !isTypeOfRun);
  const idempotencyHeader = call.idempotencyHeader.trim();
  const key = idempotencyKey ?? (ctx.isPreview ? '{{idempotency key}}' : null);
  if (idempotencyHeader !== '') {
    addDefault(entries, idempotencyHeader, key, { path: ['call', 'idempotencyHeader'] }, false);
  }
  return entries;
}

/** Adds a header that any row of the same name replaces. */
function addDefault(
  entries: HeaderEntry[],
  name: string,
  value: string | null,
  site: Site,
  isSameEachRun = true,
): void {
  if (value === null || value === '') return;
  if (entries.some((entry) => entry.name.toLowerCase() === name.toLowerCase())) return;
  const key = isSameEachRun ? `header ${name}: ${value}` : null;
  entries.push({ key, name, rank: RANK.call, keySite: () => site, site, values: () => [[{ text: value }]] });
}

function renderEntry(ctx: BuildContext, entry: HeaderEntry): BuiltHeader[] {
  const problem = headerNameProblem(entry.name);
  if (problem) {
    ctx.report(entry.keySite(), problem.message, problem.fix);
    return [];
  }
  return entry.values(ctx).map((pieces) => {
    for (const piece of pieces) {
      if (!NOT_FIELD_CONTENT.test(piece.text)) continue;
      ctx.refuse(piece, entry.site, `cannot stand in the header "${entry.name}": ${whyNot(piece.text)}`, HEADER_FIX);
    }
    const name = entry.name.toLowerCase();
    const kept = trimmed(pieces);
    return { name, pieces: kept, line: [name, textOf(kept)] };
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
