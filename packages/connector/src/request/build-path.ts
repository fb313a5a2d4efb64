import { encodePathText, encodeValue, hasLoneSurrogate } from '../encoding/percent.ts';
import type { TemplatePart } from '../template/template.ts';
import type { BuildContext, Site } from './build-context.ts';
import type { LocatedUrl } from './build-url.ts';
import { encodePieces, type Piece, textOf } from './piece.ts';

/** The segments of the path: the base URL's, then the call's, joined as text and never resolved. */
export function buildPath(ctx: BuildContext, base: LocatedUrl | null, own: LocatedUrl): Piece[][] {
  const ownSegments = own.template.segments;
  const baseSegments = base?.template.segments ?? [];
  const isBaseEndDropped = ownSegments.length > 0 && baseSegments.at(-1)?.length === 0;
  const kept = isBaseEndDropped ? baseSegments.slice(0, -1) : baseSegments;
  return [
    ...kept.flatMap((segment) => (base ? renderSegment(ctx, segment, base.site) : [])),
    ...ownSegments.flatMap((segment) => renderSegment(ctx, segment, own.site)),
  ];
}

/** One segment of the template; several where an input keeps its slashes. */
function renderSegment(ctx: BuildContext, parts: readonly TemplatePart[], site: Site): Piece[][] {
  const segments: Piece[][] = [[]];
  for (const part of parts) {
    for (const piece of partPieces(ctx, part, site)) {
      const keepsSlashes = piece.from?.kind === 'input' && ctx.input(piece.from.name)?.definition.keepsSlashes === true;
      const texts = keepsSlashes && !piece.isVerbatim ? piece.text.split('/') : [piece.text];
      texts.forEach((text, index) => {
        if (index > 0) segments.push([]);
        segments.at(-1)?.push({ ...piece, text });
      });
    }
  }
  return segments.map((segment) => {
    const encoded = encodePieces(segment, (text, piece) =>
      piece.from ? encodeChecked(ctx, site, piece) : encodePathText(text),
    );
    checkSegment(ctx, site, encoded);
    return encoded;
  });
}

function partPieces(ctx: BuildContext, part: TemplatePart, site: Site): Piece[] {
  if (part.kind === 'text') return [{ text: part.text }];
  if (part.kind === 'variable') return [ctx.variable(part, site)];
  const texts = ctx.inputTexts(part.name, `[${part.name}]`, 'comma', null);
  return texts?.[0] ?? [ctx.inputPiece(part.name, '')];
}

/** Encodes a value for path or query; text without a UTF-8 form is refused. */
export function encodeChecked(ctx: BuildContext, site: Site, piece: Piece): string {
  if (hasLoneSurrogate(piece.text)) {
    const fix = 'Pass text that is whole: half of a character was cut off.';
    ctx.refuse(piece, site, 'holds half of a character (a lone surrogate).', fix);
    return encodeValue('\ufffd');
  }
  return encodeValue(piece.text);
}

/** Dot segments would be resolved away and a blank one would change what is addressed, so both are refused. */
function checkSegment(ctx: BuildContext, site: Site, segment: readonly Piece[]): void {
  const value = segment.find((piece) => piece.from);
  const text = textOf(segment);
  const dots = text.replace(/%2e/gi, '.');
  if (dots === '.' || dots === '..') {
    const fix = value ? 'Pass another value.' : 'Write the path without it.';
    ctx.refuse(value, site, `"${dots}" is a whole part of the path, which would change the path.`, fix);
  } else if (text === '' && value) {
    ctx.refuse(value, site, 'is blank, and is a whole part of the path.', 'Pass a value.');
  }
}
