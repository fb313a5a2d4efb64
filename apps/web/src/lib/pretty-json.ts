const BACKSLASH = 92;
/** What ends a number or a word. */
const AFTER_WORD = /[\s"{}[\],:]/g;
const SPACE = /\s*/y;

/**
 * Indents JSON without reading its values, so that numbers, escapes and members of the same name stay as they were
 * sent. Text that is not JSON comes back laid out oddly but with every visible character in place.
 */
export function prettyJson(text: string): string {
  let pretty = '';
  let depth = 0;
  let at = afterSpace(text, 0);
  while (at < text.length) {
    const character = text.charAt(at);
    let end = at + 1;
    if (character === '{' || character === '[') {
      const next = afterSpace(text, end);
      if (text.charAt(next) === (character === '{' ? '}' : ']')) {
        // What is empty stays on its line.
        pretty += character + text.charAt(next);
        end = next + 1;
      } else {
        depth += 1;
        pretty += character + newLine(depth);
      }
    } else if (character === '}' || character === ']') {
      depth = Math.max(0, depth - 1);
      pretty += newLine(depth) + character;
    } else if (character === ',') {
      pretty += character + newLine(depth);
    } else if (character === ':') {
      pretty += ': ';
    } else {
      end = character === '"' ? endOfString(text, at) : endOfWord(text, at);
      pretty += text.slice(at, end);
    }
    at = afterSpace(text, end);
  }
  return pretty;
}

/** Deeper levels, which no valid answer has, are not indented further. */
const DEPTH_MAX = 200;
const NEW_LINES: string[] = [];

function newLine(level: number): string {
  const depth = Math.min(level, DEPTH_MAX);
  const known = NEW_LINES[depth];
  if (known !== undefined) return known;
  const made = `\n${'  '.repeat(depth)}`;
  NEW_LINES[depth] = made;
  return made;
}

function afterSpace(text: string, at: number): number {
  if (text.charCodeAt(at) > 32 && text.charCodeAt(at) < 128) return at;
  SPACE.lastIndex = at;
  SPACE.test(text);
  return SPACE.lastIndex;
}

/** Behind the closing quote, or the end of the text. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let escapes = at;
    while (text.charCodeAt(escapes - 1) === BACKSLASH) escapes -= 1;
    if ((at - escapes) % 2 === 0) return at + 1;
  }
  return text.length;
}

function endOfWord(text: string, start: number): number {
  AFTER_WORD.lastIndex = start + 1;
  return AFTER_WORD.exec(text)?.index ?? text.length;
}
