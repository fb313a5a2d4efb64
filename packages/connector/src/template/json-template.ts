import { LIMITS } from '../limits.ts';
import type { JsonMember, JsonNode, JsonSlot, JsonStringNode, JsonTemplate } from './json-template.types.ts';
import {
  brokenVariable,
  ESCAPED_BRACES,
  type Placeholder,
  placeholdersOf,
  readAngle,
  readVariable,
  scanTemplate,
  type TemplatePart,
  type TemplateProblem,
} from './template.ts';

const SPACE = /[ \t\r\n]*/y;
const LITERAL = /(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null)(?![A-Za-z0-9_.+-])/y;
/** Text of a string that needs no look: no quote, escape, placeholder or control character. */
const PLAIN_TEXT = /[^"\\<{\p{Cc}]+/uy;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Ends the parse at the first error, as JSON's grammar leaves no sure way on. */
class TemplateError {
  readonly problem: TemplateProblem;
  constructor(problem: TemplateProblem) {
    this.problem = problem;
  }
}

/**
 * Reads a JSON body template: RFC 8259, where `<name>` and `{{name}}` may stand for a value or inside a string.
 * A template that passes stays valid JSON for every value of its inputs.
 */
export function parseJsonTemplate(source: string): JsonTemplate {
  const parser = new JsonTemplateParser(source);
  try {
    return { root: parser.readDocument(), placeholders: parser.placeholders, problems: parser.problems };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const rest = scanTemplate(source.slice(parser.at), [readAngle]);
    const shift = parser.at;
    const later = placeholdersOf(rest.parts).map((part) => ({
      ...part,
      start: part.start + shift,
      end: part.end + shift,
    }));
    return {
      root: null,
      placeholders: [...parser.placeholders, ...later],
      problems: [...parser.problems, error.problem],
    };
  }
}

class JsonTemplateParser {
  at = 0;
  readonly placeholders: Placeholder[] = [];
  readonly problems: TemplateProblem[] = [];
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  readDocument(): JsonSlot {
    const slot = this.readSlot(0);
    if (this.at < this.source.length) this.fail('The JSON ends before this.', 'Remove what follows, or add a comma.');
    return slot;
  }

  private fail(message: string, fix: string, at = this.at): never {
    throw new TemplateError({ message, fix, start: at, end: Math.min(at + 1, this.source.length) });
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source);
    if (!found) return null;
    this.at += found[0].length;
    return found[0];
  }

  private space(): string {
    return this.match(SPACE) ?? '';
  }

  private take(character: string): boolean {
    if (this.source[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private readSlot(depth: number): JsonSlot {
    const before = this.space();
    const value = this.readValue(depth);
    return { before, value, after: this.space() };
  }

  private readValue(depth: number): JsonNode {
    if (depth > LIMITS.jsonDepthMax) {
      this.fail(`The JSON is nested deeper than ${LIMITS.jsonDepthMax} levels.`, 'Use fewer levels.');
    }
    const found = readAngle(this.source, this.at) ?? readVariable(this.source, this.at);
    if (found) {
      this.placeholders.push(found);
      this.at = found.end;
      return found;
    }
    if (this.source.startsWith('{{', this.at)) {
      this.fail('A name and }} are missing after {{.', 'Complete {{name}}, or start the object with one brace.');
    }
    if (this.take('"')) return this.readString();
    if (this.take('{')) return this.readObject(depth + 1);
    if (this.take('[')) return this.readArray(depth + 1);
    const literal = this.match(LITERAL);
    if (literal !== null) return { kind: 'literal', text: literal };
    return this.failAtValue();
  }

  private failAtValue(): never {
    const character = this.source[this.at];
    if (character === undefined) this.fail('A value is missing at the end.', 'Complete the JSON.');
    if (character === ']' || character === '}' || character === ',') {
      this.fail(`A value is missing before ${character}`, 'Add the value, or remove the comma before it.');
    }
    if (character === '<') this.fail('This is not the name of an input.', 'Write <name>: a letter or _ comes first.');
    if (character === "'") this.fail('Text stands in double quotes.', 'Use " instead of \'.');
    return this.fail('This is not a JSON value.', 'Put text in double quotes; an input is <name>.');
  }

  private readArray(depth: number): JsonNode {
    const inner = this.space();
    const items: JsonSlot[] = [];
    if (this.take(']')) return { kind: 'array', inner, items };
    let slot = this.readSlot(depth);
    slot = { ...slot, before: inner + slot.before };
    items.push(slot);
    while (!this.take(']')) {
      if (!this.take(',')) this.fail('A comma or ] is missing here.', 'Separate elements by commas and close with ].');
      items.push(this.readSlot(depth));
    }
    return { kind: 'array', inner: '', items };
  }

  private readObject(depth: number): JsonNode {
    const inner = this.space();
    const members: JsonMember[] = [];
    if (this.take('}')) return { kind: 'object', inner, members };
    const first = this.readMember(depth);
    members.push({ ...first, beforeKey: inner + first.beforeKey });
    while (!this.take('}')) {
      if (!this.take(',')) this.fail('A comma or } is missing here.', 'Separate members by commas and close with }.');
      members.push(this.readMember(depth));
    }
    return { kind: 'object', inner: '', members };
  }

  private readMember(depth: number): JsonMember {
    const beforeKey = this.space();
    if (!this.take('"')) this.fail('A name in double quotes is missing here.', 'Write "name": value.');
    const key = this.readString();
    const afterKey = this.space();
    if (!this.take(':')) this.fail('A colon is missing after the name.', 'Write "name": value.');
    return { beforeKey, key, afterKey, ...this.readSlot(depth) };
  }

  /** After the opening quote. */
  private readString(): JsonStringNode {
    const opening = this.at - 1;
    const parts: TemplatePart[] = [];
    let text = '';
    let textStart = this.at;
    const endText = () => {
      if (text !== '') parts.push({ kind: 'text', text, start: textStart, end: this.at });
      text = '';
    };
    for (;;) {
      const character = this.source[this.at];
      if (character === undefined) this.fail('The text is not closed.', 'Add the closing double quote.', opening);
      if (character === '"') break;
      const plain = this.match(PLAIN_TEXT);
      if (plain !== null) {
        text += plain;
        continue;
      }
      const found = readAngle(this.source, this.at) ?? readVariable(this.source, this.at);
      if (found) {
        endText();
        parts.push(found);
        this.placeholders.push(found);
        this.at = found.end;
        textStart = this.at;
      } else {
        text += this.readStringText(character);
      }
    }
    endText();
    this.at += 1;
    return { kind: 'string', parts };
  }

  /** One character of a string, or its escape, as it is to be sent. */
  private readStringText(character: string): string {
    if (this.source.startsWith(ESCAPED_BRACES, this.at)) {
      this.at += ESCAPED_BRACES.length;
      return '{{';
    }
    if (this.source.startsWith('{{', this.at)) {
      this.problems.push(brokenVariable(this.at));
      this.at += 2;
      return '{{';
    }
    if (character === '\\') {
      return this.match(ESCAPE) ?? this.fail('This escape is not JSON.', 'Write \\\\ for a backslash.');
    }
    if (character < ' ') {
      this.fail('A line break or control character cannot stand in JSON text.', 'Write \\n for a line break.');
    }
    this.at += 1;
    return character;
  }
}
