import type { FileValue } from '../inputs/file-value.ts';
import type { BuildContext } from './build-context.ts';
import type { Piece } from './piece.ts';

export interface FilePiece {
  piece: Piece;
  fileName: string;
  contentType: string;
  size: number;
}

export function isFileInput(ctx: BuildContext, name: string): boolean {
  return ctx.input(name)?.definition.type === 'file';
}

/** The file of an input as it is sent, shown by its name. Null: there is none, or it was never fetched. */
export function filePiece(ctx: BuildContext, name: string): FilePiece | null {
  const from = { kind: 'input', name } as const;
  const value = ctx.input(name)?.value;
  if (value?.type === 'file') {
    const { file } = value;
    const { fileName, contentType, size } = file;
    const text = shownFile(file);
    const piece: Piece = file.bytes === null ? { text, isVerbatim: true, from } : { text, from, bytes: file.bytes };
    return { piece, fileName, contentType, size };
  }
  if (value?.type === 'url') {
    if (ctx.isPreview) {
      const text = `‹the file at ${value.url}›`;
      return { piece: { text, isVerbatim: true, from }, fileName: name, contentType: '', size: 0 };
    }
    ctx.refuse({ text: '', from }, { path: [] }, 'is an address that was not fetched.', 'Pass the file itself.');
    return null;
  }
  const drawn = ctx.drawnInput(name, `‹${name}›`);
  return drawn && { piece: drawn, fileName: name, contentType: '', size: 0 };
}

function shownFile({ fileName, size }: FileValue): string {
  return `‹${fileName}, ${size.toLocaleString('en')} ${size === 1 ? 'byte' : 'bytes'}›`;
}
