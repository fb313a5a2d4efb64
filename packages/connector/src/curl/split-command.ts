import { split } from 'shlex';

/** A stretch in double or single quotes, or a continued line. */
const QUOTED_OR_CONTINUED = /"(?:\\[\s\S]|[^"\\])*"|\$?'(?:\\[\s\S]|[^'\\])*'|\\\r?\n/g;

/**
 * The words of a command as bash, or the Windows command prompt, splits it: quotes, `$'…'`, continued lines. Variables
 * are left as they are written. Null where a quote is not closed.
 */
export function splitCommand(text: string): string[] | null {
  const command = isOfCommandPrompt(text) ? text.replaceAll(/\^(\r?\n|[\s\S])/g, unescapeCaret) : text;
  try {
    return split(
      command
        .replaceAll(QUOTED_OR_CONTINUED, joinLines)
        .trim()
        .replace(/^[$%>] /, ''),
    );
  } catch {
    return null;
  }
}

/** Browsers on Windows copy commands for its prompt, where `^` escapes. */
function isOfCommandPrompt(text: string): boolean {
  return /\^\r?\n|\^"/.test(text);
}

function unescapeCaret(_whole: string, escaped: string): string {
  return escaped.endsWith('\n') ? ' ' : escaped;
}

/** What `split` does not know: a continued line is one, and `\$` and `` \` `` are signs where quotes are double. */
function joinLines(stretch: string): string {
  if (stretch.startsWith('\\')) return ' ';
  if (!stretch.startsWith('"')) return stretch;
  return stretch.replaceAll(/\\(\r?\n|[\s\S])/g, (whole, escaped: string) => {
    if (escaped.endsWith('\n')) return '';
    return escaped === '$' || escaped === '`' ? escaped : whole;
  });
}
