import { parseJsonTemplate } from '@jackfield/connector';

/** A string, a placeholder, white space, a structural character, or a literal. */
const TOKENS = /"(?:[^"\\]|\\.)*"|<[A-Za-z_][A-Za-z0-9_ .-]*>|\{\{[^{}]*\}\}|\s+|[{}[\],:]|[^\s"{}[\],:<]+/g;

/** The template indented by two, every placeholder and number as it was; null where it is not valid. */
export function formatJsonTemplate(template: string): string | null {
  if (parseJsonTemplate(template).root === null) return null;
  const tokens = [...template.matchAll(TOKENS)].map(([token]) => token).filter((token) => token.trim() !== '');
  let text = '';
  let depth = 0;
  tokens.forEach((token, index) => {
    const isOpening = token === '{' || token === '[';
    const isClosing = token === '}' || token === ']';
    const before = tokens[index - 1];
    if (isClosing) depth -= 1;
    const needsLine = isClosing ? before !== '{' && before !== '[' : before === '{' || before === '[' || before === ',';
    if (needsLine) text += `\n${'  '.repeat(depth)}`;
    text += token === ':' ? ': ' : token;
    if (isOpening) depth += 1;
  });
  return text;
}
