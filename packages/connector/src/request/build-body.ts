import type { Body } from '../document/call-document.ts';
import { encodeFormText, hasLoneSurrogate } from '../encoding/percent.ts';
import { UNKNOWN_CONTENT_TYPE } from '../inputs/file-value.ts';
import { innerText } from '../inputs/input-value.ts';
import type { BuildContext, Site } from './build-context.ts';
import { buildFormData, shownParts } from './build-form-data.ts';
import { buildGraphqlBody } from './build-graphql-body.ts';
import { buildJsonBody } from './build-json-body.ts';
import { parameterRows } from './build-query.ts';
import { filePiece, isFileInput } from './file-piece.ts';
import { encodePieces, type Piece, textOf } from './piece.ts';
import type { BodyView } from './prepared-request.ts';
import { rawEscape } from './raw-escape.ts';
import { keepWinners, RANK, renderRow, type SentRow, sentRows } from './rows.ts';

export interface BuiltBody {
  /** Null: the request has no body. */
  pieces: Piece[] | null;
  /** Set unless a row sets the header. */
  contentType: string | null;
  /** It depends on the values of this run. */
  isTypeOfRun?: boolean;
  view?: () => BodyView;
}

const BODY_SITE: Site = { path: ['call', 'body'] };

export function buildBody(ctx: BuildContext): BuiltBody {
  const built = buildByKind(ctx, ctx.args.call.body);
  for (const piece of built.pieces ?? []) {
    if (!hasLoneSurrogate(piece.text)) continue;
    const fix = 'Pass text that is whole: half of a character was cut off.';
    ctx.refuse(piece, BODY_SITE, 'holds half of a character (a lone surrogate).', fix);
  }
  return built;
}

function buildByKind(ctx: BuildContext, body: Body): BuiltBody {
  const rows = parameterRows(ctx, 'body');
  switch (body.kind) {
    case 'none':
      refuseRows(ctx, rows, 'the call has no body');
      return { pieces: null, contentType: null };
    case 'json': {
      const pieces = buildJsonBody(ctx, body.template, rows);
      return { pieces, contentType: pieces && 'application/json' };
    }
    case 'form-urlencoded':
      return { pieces: formPieces(ctx, body.rows, rows), contentType: 'application/x-www-form-urlencoded' };
    case 'form-data': {
      const { pieces, contentType, parts } = buildFormData(ctx, body.rows, rows);
      const view = () => ({ text: textOf(pieces), form: shownParts(parts) });
      return { pieces, contentType, isTypeOfRun: true, view };
    }
    case 'graphql': {
      refuseRows(ctx, rows, 'a GraphQL body has no fields');
      const pieces = buildGraphqlBody(ctx, body);
      return { pieces, contentType: pieces && 'application/json' };
    }
    case 'file':
      refuseRows(ctx, rows, 'a file has no fields');
      return fileBody(ctx, body);
    case 'raw': {
      refuseRows(ctx, rows, 'a raw body has no fields');
      return { pieces: rawPieces(ctx, body), contentType: body.contentType.trim() };
    }
  }
}

/** A shared row waits for calls that have fields; a call's own row is a mistake. */
function refuseRows(ctx: BuildContext, rows: readonly SentRow[], why: string): void {
  for (const { row, rank, path } of rows) {
    if (rank !== RANK.call) continue;
    const fix = 'Send it in the query, or choose a JSON or form body.';
    ctx.report({ path: [...path, 'place'] }, `"${row.key}" goes into the body, but ${why}.`, fix);
  }
}

function formPieces(
  ctx: BuildContext,
  rows: Extract<Body, { kind: 'form-urlencoded' }>['rows'],
  parameters: readonly SentRow[],
): Piece[] {
  const fields = sentRows(ctx, { rows: [], path: [] }, { rows, path: ['call', 'body', 'rows'] });
  const winners = keepWinners([...fields, ...parameters], ({ row }) => row.key);
  const pairs = winners.flatMap((sent) =>
    renderRow(ctx, sent).map(({ key, pieces }): Piece[] => {
      if (hasLoneSurrogate(key)) {
        ctx.report({ path: [...sent.path, 'key'] }, 'The name holds half of a character.', 'Type the name again.');
        return [];
      }
      const encoded = encodePieces(pieces, (text, piece) => {
        if (!hasLoneSurrogate(text)) return encodeFormText(text);
        const fix = 'Pass text that is whole: half of a character was cut off.';
        ctx.refuse(piece, { path: sent.path }, 'holds half of a character (a lone surrogate).', fix);
        return '';
      });
      return [{ text: `${encodeFormText(key)}=` }, ...encoded];
    }),
  );
  return pairs.flatMap((pair, index) => (index === 0 ? pair : [{ text: '&' }, ...pair]));
}

function fileBody(ctx: BuildContext, body: Extract<Body, { kind: 'file' }>): BuiltBody {
  if (!isFileInput(ctx, body.input)) {
    const message = `Input "${body.input}" is no file, so it cannot be the body.`;
    ctx.report({ path: ['call', 'body', 'input'] }, message, 'Choose File as its type, or Raw as body type.');
    return { pieces: null, contentType: null };
  }
  const found = filePiece(ctx, body.input);
  if (found === null) return { pieces: null, contentType: null };
  const { piece, fileName, size } = found;
  const contentType = body.contentType.trim() || found.contentType || UNKNOWN_CONTENT_TYPE;
  const view = () => ({ text: piece.text, file: { fileName, contentType, bytes: size } });
  return { pieces: [piece], contentType, isTypeOfRun: true, view };
}

function rawPieces(ctx: BuildContext, body: Extract<Body, { kind: 'raw' }>): Piece[] {
  const site: Site = { path: ['call', 'body', 'template'], source: body.template };
  const template = ctx.plan.raw(body.template, body.readsAngleBrackets);
  ctx.reportProblems(site, template.problems);
  return template.parts.flatMap((part): Piece[] => {
    if (part.kind === 'text') return [{ text: part.text }];
    const drawn = body.template.slice(part.start, part.end);
    const piece =
      part.kind === 'variable'
        ? ctx.variable(part, site)
        : (ctx.drawnInput(part.name, drawn) ?? ctx.inputPiece(part.name, innerText(ctx.input(part.name)?.value)));
    const asked = part.kind === 'input' ? part.escape : undefined;
    return encodePieces([piece], () => rawEscape(ctx, site, body, { piece, asked }));
  });
}
