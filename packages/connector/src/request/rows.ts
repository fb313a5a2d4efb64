import type { FormDataRow, ParameterRow, Row } from '../document/row.ts';
import type { BuildContext, Site } from './build-context.ts';
import type { Piece } from './piece.ts';

/** Authentication wins over the call, the call over the API's shared rows. */
export type Rank = 0 | 1 | 2;
export const RANK = { shared: 0, call: 1, auth: 2 } as const satisfies Record<string, Rank>;

type AnyRow = Row | ParameterRow | FormDataRow;

/** A row that will be sent, before it is rendered. */
export interface SentRow {
  row: AnyRow;
  rank: Rank;
  path: (string | number)[];
}

/** The rows of a call and the API's shared ones that this run sends, shared first; `isWanted` picks a place. */
export function sentRows(
  ctx: BuildContext,
  shared: { rows: readonly AnyRow[]; path: (string | number)[] },
  own: { rows: readonly AnyRow[]; path: (string | number)[] },
  isWanted: (row: AnyRow) => boolean = () => true,
): SentRow[] {
  return candidateRows(ctx, shared, own, isWanted).filter(
    ({ row, path }) => row.kind === 'fixed' || hasValue(ctx, row, path),
  );
}

/** Those that are sent where their inputs have values: the same in each run. */
export function candidateRows(
  ctx: BuildContext,
  shared: { rows: readonly AnyRow[]; path: (string | number)[] },
  own: { rows: readonly AnyRow[]; path: (string | number)[] },
  isWanted: (row: AnyRow) => boolean = () => true,
): SentRow[] {
  const switchedOff = new Set(ctx.args.call.disabledSharedRows);
  const all: SentRow[] = [
    ...shared.rows.map((row, index) => ({ row, rank: RANK.shared, path: [...shared.path, index] })),
    ...own.rows.map((row, index) => ({ row, rank: RANK.call, path: [...own.path, index] })),
  ];
  return all.filter(({ row, rank, path }) => {
    if (!row.isEnabled || !isWanted(row) || (rank === RANK.shared && switchedOff.has(row.id))) return false;
    if (row.key !== '') return true;
    if (row.kind === 'input' || row.value !== '') {
      ctx.warn({ path: [...path, 'key'] }, 'A row without a name is not sent.', 'Give it a name, or delete it.');
    }
    return false;
  });
}

export function hasValue(ctx: BuildContext, row: Extract<Row, { kind: 'input' }>, path: (string | number)[]): boolean {
  const input = ctx.input(row.input);
  if (ctx.drawnInput(row.input, '')) return true;
  if (input?.value?.type === 'null' && input.definition.isRequired) {
    const piece: Piece = { text: '', from: { kind: 'input', name: row.input } };
    ctx.refuse(piece, { path }, `is null, which "${row.key}" cannot hold.`, 'Pass a value.');
  }
  if (input?.value === undefined || input.value.type === 'null') return false;
  return input.value.type !== 'list' || input.value.items.length > 0;
}

/** A row as it is sent: one entry per value, each with the key it goes under. */
export function renderRow(ctx: BuildContext, { row, path }: SentRow): { key: string; pieces: Piece[] }[] {
  if (row.kind === 'fixed') {
    const site: Site = { path: [...path, 'value'], source: row.value };
    const template = ctx.plan.fixed(row.value);
    ctx.reportProblems(site, template.problems);
    return [{ key: row.key, pieces: ctx.render(template.parts, site) }];
  }
  const site: Site = { path: [...path, 'template'], source: row.template };
  const template = ctx.plan.row(row.template);
  ctx.reportProblems(site, template.problems);
  const isList = ctx.input(row.input)?.value?.type === 'list';
  const key = isList && row.listFormat === 'brackets' && !row.key.endsWith('[]') ? `${row.key}[]` : row.key;
  const values = ctx.inputTexts(row.input, `<${row.input}>`, row.listFormat, row.dateFormat) ?? [];
  return values.map((value) => ({ key, pieces: ctx.render(template.parts, site, value) }));
}

/** Drops what something of a higher rank with the same name replaces. */
export function keepWinners<Entry extends { rank: Rank }>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
): Entry[] {
  const names = entries.map(nameOf);
  if (names.every((name, index) => names.indexOf(name) === index)) return [...entries];
  const highest = new Map<string, Rank>();
  for (const entry of entries) {
    const name = nameOf(entry);
    const known = highest.get(name);
    if (known === undefined || known < entry.rank) highest.set(name, entry.rank);
  }
  return entries.filter((entry) => highest.get(nameOf(entry)) === entry.rank);
}
