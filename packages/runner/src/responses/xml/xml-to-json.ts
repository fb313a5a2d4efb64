import { LIMITS } from '@jackfield/connector';

/** JSON text: short as a string, long as bytes, so that each character is turned into bytes once. */
type Piece = string | Uint8Array[];

interface OpenElement {
  name: string;
  attributes: readonly string[];
  /** Where its children stand in `data`. */
  pointer: string;
  isList: boolean;
  /** In order: texts, and the children with their names. */
  parts: (string | { name: string; json: Piece })[];
}

const PIECE_CHARS_MAX = 64 * 1024;
/** XML 1.0 §2.3; what stands between elements for the eye alone. */
const SPACE = /^[ \t\r\n]*$/;

/** Builds the JSON form (docs/xml.md) of a document from its tags and texts as they come. */
export class XmlToJson {
  readonly #listPointers: ReadonlySet<string>;
  readonly #open: OpenElement[] = [];
  #root: Piece = 'null';

  constructor(listPointers: ReadonlySet<string>) {
    this.#listPointers = listPointers;
  }

  /** False when it would be too deep. */
  open(name: string, attributes: Readonly<Record<string, string>>): boolean {
    if (this.#open.length >= LIMITS.jsonDepthMax) return false;
    const own = `${this.#open.at(-1)?.pointer ?? ''}/${name}`;
    const isList = this.#listPointers.has(own);
    this.#open.push({
      name,
      attributes: Object.entries(attributes).map(([key, value]) => member(`@${key}`, JSON.stringify(value))),
      pointer: isList ? `${own}/*` : own,
      isList,
      parts: [],
    });
    return true;
  }

  text(text: string): void {
    const parts = this.#open.at(-1)?.parts;
    if (parts === undefined) return;
    const last = parts.at(-1);
    if (typeof last === 'string') parts[parts.length - 1] = last + text;
    else parts.push(text);
  }

  close(): void {
    const element = this.#open.pop();
    if (element === undefined) return;
    const value = elementJson(element, (name) => this.#listPointers.has(`${element.pointer}/${name}`));
    const parent = this.#open.at(-1);
    if (parent === undefined)
      this.#root = join('{', [[element.name, element.isList ? join('[', [value], ']') : value]], '}');
    else parent.parts.push({ name: element.name, json: value });
  }

  end(): Uint8Array[] {
    return bytesOf(this.#root);
  }
}

function elementJson({ attributes, parts }: OpenElement, isList: (name: string) => boolean): Piece {
  const children = parts.filter((part) => typeof part !== 'string');
  const texts = parts.filter((part) => typeof part === 'string');
  if (children.length === 0) {
    const text = texts.join('');
    if (attributes.length === 0) return JSON.stringify(text);
    return `{${[...attributes, ...(SPACE.test(text) ? [] : [member('#text', JSON.stringify(text))])].join()}}`;
  }
  if (texts.some((text) => !SPACE.test(text))) return mixed(attributes, parts);
  const byName = new Map<string, Piece[]>();
  for (const { name, json } of children) {
    const others = byName.get(name);
    if (others) others.push(json);
    else byName.set(name, [json]);
  }
  const members = [...byName].map(([name, values]): readonly [string, Piece] => {
    const [only] = values;
    return [name, values.length === 1 && only !== undefined && !isList(name) ? only : join('[', values, ']')];
  });
  return join('{', [...attributes, ...members], '}');
}

/** Text and elements side by side, in their order. */
function mixed(attributes: readonly string[], parts: OpenElement['parts']): Piece {
  const content = parts.map((part) =>
    typeof part === 'string' ? JSON.stringify(part) : join('{', [[part.name, part.json]], '}'),
  );
  return join('{', [...attributes, ['#content', join('[', content, ']')]], '}');
}

function member(name: string, json: string): string {
  return `${JSON.stringify(name)}:${json}`;
}

/** The items between the brackets, with commas; a pair becomes a member. */
function join(open: string, items: readonly (Piece | readonly [string, Piece])[], close: string): Piece {
  const writer = new PieceWriter();
  writer.add(open);
  items.forEach((item, index) => {
    if (index > 0) writer.add(',');
    if (isMember(item)) {
      writer.add(`${JSON.stringify(item[0])}:`);
      writer.add(item[1]);
    } else writer.add(item);
  });
  writer.add(close);
  return writer.piece();
}

function isMember(item: Piece | readonly [string, Piece]): item is readonly [string, Piece] {
  return typeof item !== 'string' && typeof item[0] === 'string';
}

class PieceWriter {
  readonly #bytes: Uint8Array[] = [];
  #text = '';

  add(piece: Piece): void {
    if (typeof piece === 'string') {
      this.#text += piece;
      if (this.#text.length > PIECE_CHARS_MAX) this.#flush();
      return;
    }
    this.#flush();
    for (const bytes of piece) this.#bytes.push(bytes);
  }

  piece(): Piece {
    if (this.#bytes.length === 0) return this.#text;
    this.#flush();
    return this.#bytes;
  }

  #flush(): void {
    if (this.#text !== '') this.#bytes.push(Buffer.from(this.#text));
    this.#text = '';
  }
}

function bytesOf(piece: Piece): Uint8Array[] {
  return typeof piece === 'string' ? [Buffer.from(piece)] : piece;
}
