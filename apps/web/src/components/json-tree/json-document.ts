import {
  afterSpace,
  type Children,
  endOfValue,
  type JsonKind,
  keyAt,
  kindAt,
  pathStep,
  readChildren,
} from './json-text.ts';

/** Leads to a value: which member or element at each level, by their order in the text. */
export type Place = readonly number[];

export interface TreeRow {
  place: Place;
  depth: number;
  key: string | number | null;
  kind: JsonKind;
  /** As sent, its beginning. */
  text: string;
  /** Of an object or list; null where counting would take long. */
  count: number | null;
  isOpen: boolean;
}

export interface TablePart {
  columns: string[];
  rows: (string | null)[][];
  total: number;
}

interface Open {
  children: Children;
  open: Map<number, Open>;
  /** Lines below it. */
  rows: number;
}

const TEXT_CHARS_MAX = 300;
const COUNTED_CHARS_MAX = 100_000;
/** As many lines as are opened at once. */
const OPENED_ROWS_MAX = 100_000;
/** What takes longer to read is kept once it is read. */
const LARGE_CHARS = 20_000;
const KNOWN_MAX = 8;
const MATCHES_MAX = 10_000;
const COLUMN_SAMPLES = 200;
const COLUMNS_MAX = 50;

/** A JSON text as lines that open and close. What nobody opened is not read; nothing is made a value. */
export class JsonDocument {
  readonly text: string;
  readonly #start: number;
  readonly #end: number;
  readonly #root: Open | null;
  /** Of the large containers that were read last. */
  readonly #known = new Map<number, Children>();

  constructor(text: string) {
    this.text = text;
    this.#start = afterSpace(text, 0);
    this.#end = endOfValue(text, this.#start);
    this.#root = isContainer(kindAt(text, this.#start)) ? this.#read(this.#start) : null;
  }

  /** The root and what is open below it. */
  get rowCount(): number {
    return 1 + (this.#root?.rows ?? 0);
  }

  rows(start: number, count: number): TreeRow[] {
    const rows: TreeRow[] = [];
    if (start === 0 && count > 0) {
      rows.push(this.#row([], null, this.#start, this.#end, this.#root !== null));
    }
    if (this.#root !== null) this.#collect(this.#root, [], Math.max(0, start - 1), count, rows);
    return rows;
  }

  /** Opens or closes a container; the lines there are then. */
  toggle(place: Place): number {
    const parent = this.#openAt(place.slice(0, -1));
    const index = place.at(-1);
    if (parent === null || index === undefined) return this.rowCount;
    const open = parent.open.get(index);
    if (open !== undefined) {
      parent.open.delete(index);
      this.#grow(place.slice(0, -1), -open.rows);
    } else if (isContainer(kindAt(this.text, parent.children.start(index)))) {
      const opened = this.#read(parent.children.start(index));
      parent.open.set(index, opened);
      this.#grow(place.slice(0, -1), opened.rows);
    }
    return this.rowCount;
  }

  /** Opens everything down to a depth, as far as lines go; `isCut` where that was not all. */
  openToDepth(depth: number, rowsMax = OPENED_ROWS_MAX): { rowCount: number; isCut: boolean } {
    if (this.#root === null) return { rowCount: 1, isCut: false };
    this.#root.open.clear();
    this.#root.rows = this.#root.children.length;
    let isCut = false;
    let level: { node: Open; place: Place }[] = [{ node: this.#root, place: [] }];
    for (let at = 1; at < depth && level.length > 0 && !isCut; at += 1) {
      const next: typeof level = [];
      for (const { node, place } of level) {
        for (let index = 0; index < node.children.length; index += 1) {
          if (!isContainer(kindAt(this.text, node.children.start(index)))) continue;
          if (this.rowCount > rowsMax) {
            isCut = true;
            break;
          }
          const opened = this.#read(node.children.start(index));
          node.open.set(index, opened);
          this.#grow(place, opened.rows);
          next.push({ node: opened, place: [...place, index] });
        }
      }
      level = next;
    }
    return { rowCount: this.rowCount, isCut };
  }

  /** `$.orders[3]["a b"]`, as JSONPath writes it. */
  pathOf(place: Place): string {
    let [path, start] = ['$', this.#start];
    for (const index of place) {
      const children = this.#childrenAt(start);
      const key = children.key(index);
      path += pathStep(key === 0 ? index : keyAt(this.text, key));
      start = children.start(index);
    }
    return path;
  }

  /** As sent. */
  valueOf(place: Place): string {
    const { start, end } = this.#spanOf(place);
    return this.text.slice(start, end);
  }

  /** The offsets of a text, in keys and values, without regard to case. */
  search(query: string): number[] {
    const pattern = new RegExp(query.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'gi');
    const found: number[] = [];
    for (
      let match = pattern.exec(this.text);
      match !== null && found.length < MATCHES_MAX;
      match = pattern.exec(this.text)
    ) {
      found.push(match.index);
    }
    return found;
  }

  /** Opens all that an offset stands in, and says in which line it is. */
  reveal(offset: number): { row: number; rowCount: number } {
    const place: number[] = [];
    let node = this.#root;
    while (node !== null) {
      const index = node.children.indexAt(offset);
      if (index >= node.children.length || this.#beginOf(node.children, index) > offset) break;
      place.push(index);
      const start = node.children.start(index);
      if (offset < start || !isContainer(kindAt(this.text, start))) break;
      if (!node.open.has(index)) this.toggle(place);
      node = node.open.get(index) ?? null;
    }
    return { row: this.rowOf(place), rowCount: this.rowCount };
  }

  /** Opens what leads to a place named by keys, as a JSONPath finds it; of members of one name the last. */
  placeOf(keys: readonly (string | number)[]): Place {
    const place: number[] = [];
    let start = this.#start;
    for (const key of keys) {
      const children = this.#childrenAt(start);
      const index = typeof key === 'number' ? key : this.#lastOf(children, key);
      place.push(index);
      start = children.start(index);
    }
    return place;
  }

  /** The line of a place whose parents are open. */
  rowOf(place: Place): number {
    let row = 0;
    let node = this.#root;
    for (const index of place) {
      if (node === null) break;
      row += 1 + index;
      for (const [each, open] of node.open) if (each < index) row += open.rows;
      node = node.open.get(index) ?? null;
    }
    return row;
  }

  /** A line for what a place leads to, with its whole path in place of a key. */
  match(place: Place): TreeRow {
    const { start, end } = this.#spanOf(place);
    return this.#row(place, this.pathOf(place), start, end, false);
  }

  /** Of a list of objects: what is in some of its rows, as sent. */
  table(place: Place, start: number, count: number): TablePart | null {
    const span = this.#spanOf(place);
    if (kindAt(this.text, span.start) !== 'list') return null;
    const list = this.#childrenAt(span.start);
    const keys = new Set<string>();
    for (let index = 0; index < Math.min(list.length, COLUMN_SAMPLES); index += 1) {
      if (kindAt(this.text, list.start(index)) !== 'object') return null;
      const members = readChildren(this.text, list.start(index), COLUMNS_MAX);
      for (let member = 0; member < members.length; member += 1) keys.add(keyAt(this.text, members.key(member)));
    }
    const columns = [...keys].slice(0, COLUMNS_MAX);
    if (columns.length === 0) return null;
    const rows: TablePart['rows'] = [];
    for (let index = start; index < Math.min(list.length, start + count); index += 1) {
      rows.push(this.#cells(list.start(index), columns));
    }
    return { columns, rows, total: list.length };
  }

  #cells(start: number, columns: readonly string[]): (string | null)[] {
    const cells: (string | null)[] = columns.map(() => null);
    if (kindAt(this.text, start) !== 'object') return cells;
    const members = readChildren(this.text, start);
    for (let member = 0; member < members.length; member += 1) {
      const column = columns.indexOf(keyAt(this.text, members.key(member)));
      if (column !== -1) cells[column] = this.#beginning(members.start(member), members.end(member));
    }
    return cells;
  }

  #collect(node: Open, place: Place, skip: number, count: number, rows: TreeRow[]): void {
    let left = skip;
    const { children } = node;
    let index = 0;
    // Whole stretches of closed lines before the first that is wanted are jumped over.
    if (node.open.size === 0) {
      index = Math.min(left, children.length);
      left -= index;
    }
    for (; index < children.length && rows.length < count; index += 1) {
      const open = node.open.get(index);
      if (left > (open?.rows ?? 0)) {
        left -= 1 + (open?.rows ?? 0);
        continue;
      }
      const here = [...place, index];
      if (left > 0) {
        left -= 1;
      } else {
        const keyStart = children.key(index);
        const key = keyStart === 0 ? index : keyAt(this.text, keyStart);
        rows.push(this.#row(here, key, children.start(index), children.end(index), open !== undefined));
      }
      if (open === undefined) continue;
      this.#collect(open, here, left, count, rows);
      left = Math.max(0, left - open.rows);
    }
  }

  #row(place: Place, key: TreeRow['key'], start: number, end: number, isOpen: boolean): TreeRow {
    const kind = kindAt(this.text, start);
    const isShort = end - start <= COUNTED_CHARS_MAX;
    const known = place.length === 0 ? this.#root : isOpen ? this.#openAt(place) : null;
    const count = !isContainer(kind)
      ? null
      : (known?.children.length ?? (isShort ? readChildren(this.text, start).length : null));
    return { place, depth: place.length, key, kind, text: this.#beginning(start, end), count, isOpen };
  }

  #beginning(start: number, end: number): string {
    const text = this.text.slice(start, Math.min(end, start + TEXT_CHARS_MAX));
    return end - start > TEXT_CHARS_MAX ? `${text}…` : text;
  }

  #read(start: number): Open {
    const children = this.#childrenAt(start);
    return { children, open: new Map(), rows: children.length };
  }

  #childrenAt(start: number): Children {
    const known = this.#known.get(start);
    if (known !== undefined) return known;
    const children = readChildren(this.text, start);
    if (children.end(children.length - 1) - start < LARGE_CHARS) return children;
    this.#known.set(start, children);
    for (const oldest of this.#known.keys()) {
      if (this.#known.size <= KNOWN_MAX) break;
      this.#known.delete(oldest);
    }
    return children;
  }

  #openAt(place: Place): Open | null {
    let node = this.#root;
    for (const index of place) node = node?.open.get(index) ?? null;
    return node;
  }

  #grow(place: Place, by: number): void {
    let node = this.#root;
    if (node !== null) node.rows += by;
    for (const index of place) {
      node = node?.open.get(index) ?? null;
      if (node !== null) node.rows += by;
    }
  }

  #spanOf(place: Place): { start: number; end: number } {
    let span = { start: this.#start, end: this.#end };
    for (const index of place) {
      const children = this.#childrenAt(span.start);
      span = { start: children.start(index), end: children.end(index) };
    }
    return span;
  }

  #beginOf(children: Children, index: number): number {
    return children.key(index) === 0 ? children.start(index) : children.key(index);
  }

  #lastOf(children: Children, key: string): number {
    for (let index = children.length - 1; index >= 0; index -= 1) {
      if (keyAt(this.text, children.key(index)) === key) return index;
    }
    return 0;
  }
}

export function isContainer(kind: JsonKind): boolean {
  return kind === 'object' || kind === 'list';
}
