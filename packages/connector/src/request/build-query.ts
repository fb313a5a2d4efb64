import type { AuthApplication, AuthEntry } from '../auth/auth-kind.ts';
import { decodeQueryText, encodeQueryKey, encodeQueryText, hasLoneSurrogate } from '../encoding/percent.ts';
import type { TemplatePart } from '../template/template.ts';
import type { UrlPair } from '../template/url-template.ts';
import type { BuildContext, Site } from './build-context.ts';
import { encodeChecked } from './build-path.ts';
import type { LocatedUrl } from './build-url.ts';
import { encodePieces, type Piece } from './piece.ts';
import { keepWinners, RANK, type Rank, renderRow, type SentRow, sentRows } from './rows.ts';

interface QueryEntry {
  name: string;
  rank: Rank;
  render: () => Piece[][];
}

/** The parameter rows of a place that this run sends. */
export function parameterRows(ctx: BuildContext, place: 'query' | 'body'): SentRow[] {
  return sentRows(
    ctx,
    { rows: ctx.args.api.parameters, path: ['api', 'parameters'] },
    { rows: ctx.args.call.parameters, path: ['call', 'parameters'] },
    (row) => 'place' in row && row.place === place,
  );
}

/** `key=value` pairs, encoded: those of the URLs, then rows, then the authentication's. */
export function buildQuery(
  ctx: BuildContext,
  base: LocatedUrl | null,
  own: LocatedUrl,
  auth: AuthApplication,
): Piece[][] {
  const entries: QueryEntry[] = [
    ...(base ? urlEntries(ctx, base, RANK.shared) : []),
    ...urlEntries(ctx, own, RANK.call),
    ...parameterRows(ctx, 'query').map((sent) => rowEntry(ctx, sent)),
    ...auth.query.map((entry) => authEntry(ctx, entry, true)),
    // Drawn in a preview; else only a parameter of this name gives way, and the step adds it while it is sent.
    ...auth.addedQuery.map((entry) => authEntry(ctx, entry, ctx.isPreview)),
  ];
  return keepWinners(entries, ({ name }) => name).flatMap((entry) => entry.render());
}

function authEntry(ctx: BuildContext, { name, pieces }: AuthEntry, isSent: boolean): QueryEntry {
  const render = () => (isSent ? [pair(ctx, { path: ['api', 'auth'] }, name, pieces)] : []);
  return { name, rank: RANK.auth, render };
}

function rowEntry(ctx: BuildContext, sent: SentRow): QueryEntry {
  return {
    name: sent.row.key,
    rank: sent.rank,
    render: () => renderRow(ctx, sent).map(({ key, pieces }) => pair(ctx, { path: sent.path }, key, pieces)),
  };
}

function pair(ctx: BuildContext, site: Site, key: string, pieces: readonly Piece[]): Piece[] {
  const name = hasLoneSurrogate(key) ? encodeChecked(ctx, site, { text: key }) : encodeQueryKey(key);
  return [{ text: `${name}=` }, ...encodePieces(pieces, (_text, piece) => encodeChecked(ctx, site, piece))];
}

/** The parameters that stand in a URL's text. One with an input without a value is not sent, like a row. */
function urlEntries(ctx: BuildContext, { template, site }: LocatedUrl, rank: Rank): QueryEntry[] {
  return template.pairs
    .filter((each) => isSent(ctx, each.value ?? []))
    .map((each) => ({
      name: decodeQueryText(each.key.map((part) => (part.kind === 'text' ? part.text : `{{${part.name}}}`)).join('')),
      rank,
      render: () => [urlPair(ctx, each, site)],
    }));
}

function isSent(ctx: BuildContext, parts: readonly TemplatePart[]): boolean {
  return parts.every((part) => part.kind !== 'input' || ctx.inputTexts(part.name, '', 'comma', null) !== null);
}

function urlPair(ctx: BuildContext, { key, value }: UrlPair, site: Site): Piece[] {
  const keyPieces = encodeParts(ctx, key, site);
  return value === null ? keyPieces : [...keyPieces, { text: '=' }, ...encodeParts(ctx, value, site)];
}

function encodeParts(ctx: BuildContext, parts: readonly TemplatePart[], site: Site): Piece[] {
  const pieces = parts.flatMap((part) => {
    if (part.kind === 'text') return [{ text: part.text }];
    if (part.kind === 'variable') return [ctx.variable(part, site)];
    return ctx.inputTexts(part.name, `[${part.name}]`, 'comma', null)?.[0] ?? [];
  });
  return encodePieces(pieces, (text, piece) => (piece.from ? encodeChecked(ctx, site, piece) : encodeQueryText(text)));
}
