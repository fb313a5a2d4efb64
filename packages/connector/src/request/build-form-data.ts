import type { Body } from '../document/call-document.ts';
import { isContentType, UNKNOWN_CONTENT_TYPE } from '../inputs/file-value.ts';
import type { BuildContext } from './build-context.ts';
import { filePiece, isFileInput } from './file-piece.ts';
import { chooseBoundary, partHead } from './multipart.ts';
import { type Piece, textOf } from './piece.ts';
import type { SentPart } from './prepared-request.ts';
import { keepWinners, renderRow, type SentRow, sentRows } from './rows.ts';

interface Part {
  name: string;
  contentType: string | null;
  /** Null: a text. */
  file: SentPart['file'];
  pieces: Piece[];
}

export interface BuiltForm {
  pieces: Piece[];
  contentType: string;
  parts: Part[];
}

/**
 * A multipart/form-data body (RFC 7578): a part for each row and each value of a list, in order. Names are escaped as
 * browsers do, values are sent as they are, and the boundary is one that stands in none of them.
 */
export function buildFormData(
  ctx: BuildContext,
  rows: Extract<Body, { kind: 'form-data' }>['rows'],
  parameters: readonly SentRow[],
): BuiltForm {
  const fields = sentRows(ctx, { rows: [], path: [] }, { rows, path: ['call', 'body', 'rows'] });
  const winners = keepWinners([...fields, ...parameters], ({ row }) => row.key);
  const parts = winners.flatMap((sent) => partsOf(ctx, sent));
  const boundary = chooseBoundary(
    parts.flatMap(({ name, file, pieces }) => [name, file?.fileName ?? '', textOf(pieces), ...bytesIn(pieces)]),
  );
  const pieces = parts.flatMap((part): Piece[] => [
    { text: `--${boundary}\r\n${partHead(part)}\r\n\r\n` },
    ...part.pieces,
    { text: '\r\n' },
  ]);
  pieces.push({ text: `--${boundary}--\r\n` });
  return { pieces, contentType: `multipart/form-data; boundary=${boundary}`, parts };
}

/** As a person reads them: the names of files instead of their bytes. */
export function shownParts(parts: readonly Part[]): SentPart[] {
  return parts.map(({ name, contentType, file, pieces }) => ({
    name,
    contentType,
    file,
    value: file === null ? textOf(pieces) : null,
  }));
}

function bytesIn(pieces: readonly Piece[]): Uint8Array[] {
  return pieces.flatMap(({ bytes }) => (bytes === undefined ? [] : [bytes]));
}

function partsOf(ctx: BuildContext, sent: SentRow): Part[] {
  const { row } = sent;
  const contentType = ('contentType' in row && row.contentType?.trim()) || null;
  if (contentType !== null && !isContentType(contentType)) {
    const message = `“${contentType}” is no content type.`;
    ctx.report({ path: [...sent.path, 'contentType'] }, message, 'Write one such as application/json.');
    return [];
  }
  if (row.kind === 'input' && isFileInput(ctx, row.input)) {
    return filePart(ctx, sent, { contentType, fileName: ('fileName' in row && row.fileName?.trim()) || null });
  }
  return renderRow(ctx, sent).map(({ key, pieces }) => ({ name: key, contentType, file: null, pieces }));
}

function filePart(
  ctx: BuildContext,
  { row, path }: SentRow,
  own: { contentType: string | null; fileName: string | null },
): Part[] {
  if (row.kind !== 'input') return [];
  if (row.template.trim() !== '<value>') {
    const message = `The file of "${row.key}" has text around it, which would be no part of the file.`;
    ctx.report({ path: [...path, 'template'] }, message, 'Let the text around the value be <value>.');
  }
  const found = filePiece(ctx, row.input);
  if (found === null) return [];
  const contentType = own.contentType ?? (found.contentType || UNKNOWN_CONTENT_TYPE);
  const file = { fileName: own.fileName ?? found.fileName, contentType, bytes: found.size };
  return [{ name: row.key, contentType, file, pieces: [found.piece] }];
}
