import { innerText } from '../inputs/input-value.ts';
import type { JsonMember, JsonNode, JsonSlot, JsonStringNode } from '../template/json-template.types.ts';
import type { BuildContext, Site } from './build-context.ts';
import { encodePieces, type Piece } from './piece.ts';

/** A text inside a JSON string, without the quotes. */
export function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Fills a JSON template. Null: the value has no value, so its member or element is left out. */
export class JsonRenderer {
  private readonly ctx: BuildContext;
  private readonly site: Site;

  constructor(ctx: BuildContext, site: Site) {
    this.ctx = ctx;
    this.site = site;
  }

  slot(slot: JsonSlot): Piece[] | null {
    const value = this.node(slot.value);
    return value && [{ text: slot.before }, ...value, { text: slot.after }];
  }

  /** An object with further members, already rendered, after its own. */
  object(slot: JsonSlot, further: readonly Piece[][]): Piece[] {
    const members = slot.value.kind === 'object' ? slot.value.members : [];
    const inner = [...members.map((member) => this.member(member)), ...further];
    return [{ text: `${slot.before}{` }, ...joined(inner), { text: `}${slot.after}` }];
  }

  string(node: JsonStringNode): Piece[] {
    const inner = node.parts.flatMap((part): Piece[] => {
      if (part.kind === 'text') return [{ text: part.text }];
      const piece = part.kind === 'variable' ? this.ctx.variable(part, this.site) : this.innerInput(part.name);
      return encodePieces([piece], escapeJson);
    });
    return [{ text: '"' }, ...inner, { text: '"' }];
  }

  private innerInput(name: string): Piece {
    return this.ctx.drawnInput(name, `<${name}>`) ?? this.ctx.inputPiece(name, innerText(this.ctx.input(name)?.value));
  }

  private node(node: JsonNode): Piece[] | null {
    switch (node.kind) {
      case 'literal':
        return [{ text: node.text }];
      case 'string':
        return this.string(node);
      case 'input':
        return this.input(node.name);
      case 'variable':
        return this.variable(node);
      case 'array':
        return [{ text: `[${node.inner}` }, ...joined(node.items.map((item) => this.slot(item))), { text: ']' }];
      case 'object': {
        const members = node.members.map((member) => this.member(member));
        return [{ text: `{${node.inner}` }, ...joined(members), { text: '}' }];
      }
    }
  }

  private input(name: string): Piece[] | null {
    const drawn = this.ctx.drawnInput(name, `<${name}>`);
    if (drawn) return [drawn];
    const value = this.ctx.input(name)?.value;
    return value ? [this.ctx.jsonPiece(name, value, null)] : null;
  }

  /** Variables have no type: text that is JSON stands as such (a number, true, an object), other text as a string. */
  private variable(part: { name: string; start: number; end: number }): Piece[] {
    const piece = this.ctx.variable(part, this.site);
    return encodePieces([piece], (text) => (isJson(text) ? text : JSON.stringify(text)));
  }

  private member(member: JsonMember): Piece[] | null {
    const value = this.slot(member);
    return value && [{ text: member.beforeKey }, ...this.string(member.key), { text: `${member.afterKey}:` }, ...value];
  }
}

/** What has a value, with commas in between. */
function joined(entries: readonly (Piece[] | null)[]): Piece[] {
  const pieces: Piece[] = [];
  for (const entry of entries) {
    if (entry === null) continue;
    if (pieces.length > 0) pieces.push({ text: ',' });
    for (const piece of entry) pieces.push(piece);
  }
  return pieces;
}
