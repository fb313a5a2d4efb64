import {
  brokenVariable,
  ESCAPED_BRACES,
  type Placeholder,
  readSquare,
  readVariable,
  type TemplatePart,
  type TemplateProblem,
} from './template.ts';

export interface UrlPair {
  key: TemplatePart[];
  /** Null where there is no `=`. */
  value: TemplatePart[] | null;
}

/** A URL template taken apart. A relative one has neither scheme nor authority. */
export interface UrlTemplate {
  scheme: TemplatePart[];
  authority: TemplatePart[];
  /** Between the slashes; no segment at all where there is no path. */
  segments: TemplatePart[][];
  pairs: UrlPair[];
  hasFragment: boolean;
  problems: TemplateProblem[];
  placeholders: Placeholder[];
}

export interface UrlTemplateOptions {
  /** A base URL; otherwise a call's URL, which is a path unless it starts with `scheme://`. */
  isBase: boolean;
  /**
   * The text of the variable that a base URL starts with: only there may a variable bring scheme and host.
   * Its text counts for the structure and is not read for placeholders.
   */
  wholeUrl?: string;
}

type Place = 'scheme' | 'authority' | 'path' | 'key' | 'value' | 'fragment';

const ABSOLUTE = /^(?:[A-Za-z][A-Za-z0-9+.-]*|\{\{[^{}]*\}\}|\[[^[\]]*\])+:\/\//;

/** Tells whether a call's URL replaces the base URL. */
export function isAbsoluteUrl(source: string): boolean {
  return ABSOLUTE.test(source.trimStart());
}

/** The variable that a base URL takes its scheme and host from, if it does. */
export function wholeUrlVariable(source: string): Placeholder | null {
  const start = source.length - source.trimStart().length;
  const found = readVariable(source, start);
  return found && !source.startsWith('://', found.end) ? found : null;
}

/** Reads a URL template. Brackets in a query key are text, in the host an IPv6 address if they hold `:`. */
export function parseUrlTemplate(source: string, options: UrlTemplateOptions): UrlTemplate {
  const parser = new UrlTemplateParser(source, options.isBase || isAbsoluteUrl(source) ? 'scheme' : 'path');
  parser.run(options);
  return parser.result();
}

class UrlTemplateParser {
  private place: Place;
  private at = 0;
  private readonly source: string;
  private readonly scheme: TemplatePart[] = [];
  private readonly authority: TemplatePart[] = [];
  private readonly path: TemplatePart[][] = [[]];
  private readonly pairs: UrlPair[] = [];
  private readonly problems: TemplateProblem[] = [];
  private readonly placeholders: Placeholder[] = [];

  constructor(source: string, place: Place) {
    this.source = source;
    this.place = place;
  }

  run(options: UrlTemplateOptions): void {
    const end = this.source.trimEnd().length;
    this.at = this.source.length - this.source.trimStart().length;
    const whole = options.isBase ? wholeUrlVariable(this.source) : null;
    if (whole) {
      this.placeholders.push(whole);
      this.at = whole.end;
      if (options.wholeUrl === undefined) {
        this.place = 'authority';
        this.authority.push(whole);
      } else {
        for (let index = 0; index < options.wholeUrl.length; index += 1) {
          index += this.readText(options.wholeUrl, index, whole.start) - 1;
        }
      }
    }
    while (this.at < end) this.step();
  }

  private step(): void {
    const { source, at } = this;
    if (source.startsWith(ESCAPED_BRACES, at)) {
      this.addText('{{', at, at + 3);
      this.at += 3;
      return;
    }
    if (source.startsWith('{{', at)) {
      const variable = readVariable(source, at);
      if (variable) {
        this.addPlaceholder(variable);
        return;
      }
      this.problems.push(brokenVariable(at));
      this.addText('{{', at, at + 2);
      this.at += 2;
      return;
    }
    if (source[at] === '[' && this.place !== 'key' && this.place !== 'fragment') {
      this.readBracket();
      return;
    }
    if (source[at] === ']' && this.place !== 'key' && this.place !== 'fragment') this.strayBracket(at, '%5D');
    this.at += this.readText(source, at, at);
  }

  private readBracket(): void {
    const close = this.source.indexOf(']', this.at);
    if (this.place === 'authority' && close > 0 && this.source.slice(this.at, close).includes(':')) {
      this.addText(this.source.slice(this.at, close + 1), this.at, close + 1);
      this.at = close + 1;
      return;
    }
    const input = readSquare(this.source, this.at);
    if (input) {
      this.addPlaceholder(input);
      return;
    }
    this.strayBracket(this.at, '%5B');
    this.addText('[', this.at, this.at + 1);
    this.at += 1;
  }

  private strayBracket(at: number, escaped: string): void {
    this.problems.push({
      message: 'Brackets hold the name of an input here.',
      fix: `Write [name], or ${escaped} for a bracket as text.`,
      start: at,
      end: at + 1,
    });
  }

  private addPlaceholder(part: Placeholder): void {
    if (this.place !== 'fragment') {
      this.placeholders.push(part);
      this.target().push(part);
    }
    this.at = part.end;
  }

  private target(): TemplatePart[] {
    if (this.place === 'scheme') return this.scheme;
    if (this.place === 'authority') return this.authority;
    if (this.place === 'path') return this.path.at(-1) ?? [];
    const pair = this.pairs.at(-1);
    return (this.place === 'value' ? pair?.value : pair?.key) ?? [];
  }

  private addText(text: string, start: number, end: number): void {
    const target = this.target();
    const last = target.at(-1);
    if (last?.kind === 'text') {
      last.text += text;
      last.end = end;
    } else if (this.place !== 'fragment') {
      target.push({ kind: 'text', text, start, end });
    }
  }

  /** Reads one character of text, or the `://`, and moves on to the next place where it says so. */
  private readText(text: string, at: number, offset: number): number {
    const character = text.charAt(at);
    if (this.place === 'scheme' && text.startsWith('://', at)) {
      this.place = 'authority';
      return 3;
    }
    if (character === '#' && this.place !== 'scheme') {
      this.place = 'fragment';
    } else if (character === '?' && (this.place === 'authority' || this.place === 'path')) {
      this.startPair();
    } else if (character === '/' && (this.place === 'authority' || this.place === 'path')) {
      this.place = 'path';
      this.path.push([]);
    } else if (character === '&' && (this.place === 'key' || this.place === 'value')) {
      this.startPair();
    } else if (character === '=' && this.place === 'key') {
      this.place = 'value';
      const pair = this.pairs.at(-1);
      if (pair) pair.value = [];
    } else {
      this.addText(character, offset, offset + 1);
    }
    return 1;
  }

  private startPair(): void {
    this.place = 'key';
    this.pairs.push({ key: [], value: null });
  }

  result(): UrlTemplate {
    const [first, ...others] = this.path;
    return {
      scheme: this.scheme,
      authority: this.authority,
      segments: first && first.length > 0 ? this.path : others,
      pairs: this.pairs.filter((pair) => pair.key.length > 0 || pair.value !== null),
      hasFragment: this.place === 'fragment',
      problems: this.problems,
      placeholders: this.placeholders,
    };
  }
}
