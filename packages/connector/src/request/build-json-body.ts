import type { JsonSlot } from '../template/json-template.types.ts';
import type { BuildContext, Site } from './build-context.ts';
import { encodePieces, type Piece } from './piece.ts';
import { escapeJson, JsonRenderer } from './render-json.ts';
import { keepWinners, RANK, renderRow, type SentRow } from './rows.ts';

const EMPTY_OBJECT: JsonSlot = { before: '', value: { kind: 'object', inner: '', members: [] }, after: '' };

/** The JSON body, with the body parameters as further members of its top object. Null: no body is sent. */
export function buildJsonBody(ctx: BuildContext, source: string, rows: readonly SentRow[]): Piece[] | null {
  const site: Site = { path: ['call', 'body', 'template'], source };
  const own = rows.filter(({ rank }) => rank === RANK.call);
  const isBlank = source.trim() === '';
  if (isBlank && own.length === 0) {
    ctx.report(site, 'The JSON body is empty.', 'Write the body, or choose None as body type.');
    return null;
  }
  const template = isBlank ? { root: EMPTY_OBJECT, problems: [] } : ctx.plan.json(source);
  ctx.reportProblems(site, template.problems);
  if (!template.root) return null;
  const renderer = new JsonRenderer(ctx, site);
  if (template.root.value.kind !== 'object') {
    for (const { row, path } of own) {
      const fix = 'Let the body be an object, or send it in the query.';
      ctx.report({ path: [...path, 'place'] }, `"${row.key}" needs a JSON body that is an object.`, fix);
    }
    return renderer.slot(template.root);
  }
  const taken = new Set(memberNames(template.root));
  const members = keepWinners(rows, ({ row }) => row.key).filter((sent) => {
    if (!taken.has(sent.row.key)) return true;
    if (sent.rank === RANK.call) {
      const message = `The body already has a member "${sent.row.key}".`;
      ctx.report({ path: [...sent.path, 'key'] }, message, 'Remove the row, or the member.');
    }
    return false;
  });
  const further = members.map((sent): Piece[] => [
    { text: `${JSON.stringify(sent.row.key)}:` },
    ...memberValue(ctx, sent),
  ]);
  return further.length === 0 ? renderer.slot(template.root) : renderer.object(template.root, further);
}

/** The names that the template writes out; one with a placeholder in it is not known before the run. */
function memberNames({ value }: JsonSlot): string[] {
  if (value.kind !== 'object') return [];
  return value.members.flatMap(({ key }) => {
    const texts = key.parts.map((part) => (part.kind === 'text' ? part.text : null));
    // The parser has checked the escapes, so the text is a JSON string's inside.
    return texts.includes(null) ? [] : [String(JSON.parse(`"${texts.join('')}"`))];
  });
}

/** An input alone keeps its type; with text around it, and a fixed value, it is a JSON string. */
function memberValue(ctx: BuildContext, sent: SentRow): Piece[] {
  const { row } = sent;
  if (row.kind === 'input' && row.template.trim() === '<value>') {
    const drawn = ctx.drawnInput(row.input, `<${row.input}>`);
    if (drawn) return [drawn];
    const value = ctx.input(row.input)?.value ?? ({ type: 'null' } as const);
    if (value.type !== 'list' || row.listFormat !== 'comma') {
      return [ctx.jsonPiece(row.input, value, row.dateFormat)];
    }
  }
  const texts = renderRow(ctx, sent).map(({ pieces }): Piece[] => [
    { text: '"' },
    ...encodePieces(pieces, escapeJson),
    { text: '"' },
  ]);
  const isList = row.kind === 'input' && row.listFormat !== 'comma' && ctx.input(row.input)?.value?.type === 'list';
  if (!isList) return texts[0] ?? [];
  const items = texts.flatMap((text, index) => (index === 0 ? text : [{ text: ',' }, ...text]));
  return [{ text: '[' }, ...items, { text: ']' }];
}
