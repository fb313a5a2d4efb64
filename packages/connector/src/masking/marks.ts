import { encodeUtf8 } from '../platform.ts';
import type { Automaton, AutomatonPattern } from './automaton.ts';

/** What stands in place of a secret. */
export type Mark =
  | { kind: 'bytes'; bytes: Uint8Array }
  /** Every digit becomes this one, and all else stays: numbers stay numbers. */
  | { kind: 'digits'; digit: number };

/** Safe inside a JSON string and readable: the name if it can be shown, then signs. */
const SIGNS = ['••••', '****', '####', '____', '====', '~~~~', '....', '^^^^'].map((sign) => encodeUtf8(sign));
const SHOWABLE_LABEL = /^[A-Za-z0-9_ .-]+$/;
/** Not JSON itself, yet it could match where numbers stand. */
const PART_OF_NUMBERS = /^[0-9+\-.eE,[\]\s]*[0-9][0-9+\-.eE,[\]\s]*$/;

/**
 * Chooses marks that cannot become part of a secret themselves: no pattern holds a mark's first or last byte, so
 * none can begin, end or continue in one, and none stands within it.
 */
export class MarkChooser {
  private readonly used = new Uint8Array(256);
  private readonly patterns: readonly AutomatonPattern[];
  private readonly automaton: Automaton;

  constructor(patterns: readonly AutomatonPattern[], automaton: Automaton) {
    this.patterns = patterns;
    this.automaton = automaton;
    for (const { bytes } of patterns) for (const byte of bytes) this.used[byte] = 1;
  }

  /** The mark for texts that people read. */
  text(label: string): Mark {
    return { kind: 'bytes', bytes: this.choose(label, '') };
  }

  /** The mark for bytes that may be JSON: where the secret stood as a value of its own, a value stands again. */
  json(label: string, secret: string): Mark {
    const isValue = isJson(secret);
    if (isValue && !secret.includes('"')) {
      // It may stand as a value or inside a string: a number does in both places, and within a longer number.
      return { kind: 'bytes', bytes: new Uint8Array(4).fill(this.chooseDigit()) };
    }
    if (PART_OF_NUMBERS.test(secret)) return { kind: 'digits', digit: this.chooseDigit() };
    return { kind: 'bytes', bytes: this.choose(label, isValue ? '"' : '') };
  }

  private choose(label: string, quote: string): Uint8Array {
    const named = SHOWABLE_LABEL.test(label) ? [encodeUtf8(`{{${label}}}`)] : [];
    const chosen = [...named, ...SIGNS].find((mark) => this.isSafe(mark)) ?? new Uint8Array();
    if (quote === '') return chosen;
    const quoteBytes = encodeUtf8(quote);
    return Uint8Array.from([...quoteBytes, ...chosen, ...quoteBytes]);
  }

  private isSafe(mark: Uint8Array): boolean {
    if (this.used[mark[0] ?? 0] === 1 || this.used[mark.at(-1) ?? 0] === 1) return false;
    let node = 0;
    for (const byte of mark) {
      node = this.automaton.next(node, byte);
      if (this.automaton.matchLength[node] !== 0) return false;
    }
    return true;
  }

  /** A digit that no pattern begins or ends with, or repeats like a mark; never 0, which may not lead a number. */
  private chooseDigit(): number {
    const edges = new Set(this.patterns.flatMap(({ bytes }) => [bytes[0], bytes.at(-1)]));
    const isRepeated = (digit: number) =>
      this.patterns.some(({ bytes }) =>
        bytes.some((_byte, at) => [0, 1, 2, 3].every((shift) => bytes[at + shift] === digit)),
      );
    const digits = [0x39, 0x38, 0x37, 0x36, 0x35, 0x34, 0x33, 0x32, 0x31];
    return digits.find((digit) => !edges.has(digit) && !isRepeated(digit)) ?? 0x39;
  }
}

/** What JSON can begin with; most secrets begin otherwise, and a failed parse costs as much as building the patterns. */
const MAY_BE_JSON = /^\s*(?:["{[\d-]|true|false|null)/;

function isJson(text: string): boolean {
  if (!MAY_BE_JSON.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
