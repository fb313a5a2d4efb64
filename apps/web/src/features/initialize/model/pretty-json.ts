/**
 * Indents JSON without reading its values, so that numbers and escapes stay as they were sent.
 * Text that is not JSON comes back laid out oddly but with every visible character in place.
 */
export function prettyJson(text: string): string {
  const parts: string[] = [];
  let depth = 0;
  const newLine = () => parts.push('\n', '  '.repeat(depth));
  // A string, a run of white space, one structural character, or anything else.
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|\s+|[{}[\],:]|[^\s"{}[\],:]+/gs)) {
    if (/^\s/.test(token)) continue;
    const last = parts.at(-1);
    if (token === '}' || token === ']') {
      depth = Math.max(0, depth - 1);
      // An empty list or object stays on its line.
      if (last?.trim() === '' && (parts.at(-3) === '{' || parts.at(-3) === '[')) parts.splice(-2, 2);
      else newLine();
      parts.push(token);
    } else {
      parts.push(token === ':' ? ': ' : token);
      if (token === '{' || token === '[') depth += 1;
      if (token === '{' || token === '[' || token === ',') newLine();
    }
  }
  return parts.join('');
}
