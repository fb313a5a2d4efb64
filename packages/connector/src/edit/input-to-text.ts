import type { CallDocument } from '../document/call-document.ts';
import { parseJsonTemplate } from '../template/json-template.ts';
import type { JsonNode } from '../template/json-template.types.ts';
import type { Placeholder } from '../template/template.ts';

/**
 * Makes text of what was read as an input by mistake: each `<name>` inside a string of the JSON body becomes
 * `\u003cname>`, which a server reads as the same text (RFC 8259 §7). Null where the name stands in no string.
 */
export function inputToText(call: CallDocument, name: string): CallDocument | null {
  if (call.body.kind !== 'json') return null;
  const { template } = call.body;
  const { root } = parseJsonTemplate(template);
  const found =
    root === null ? [] : inStrings(root.value).filter((each) => each.kind === 'input' && each.name === name);
  if (found.length === 0) return null;
  const text = found
    .sort((left, right) => right.start - left.start)
    .reduce((source, { start }) => `${source.slice(0, start)}\\u003c${source.slice(start + 1)}`, template);
  return { ...call, body: { kind: 'json', template: text } };
}

/** The placeholders that stand inside strings, keys among them. */
function inStrings(root: JsonNode): Placeholder[] {
  const found: Placeholder[] = [];
  const pending: JsonNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'string') found.push(...node.parts.filter((part) => part.kind !== 'text'));
    else if (node.kind === 'array') pending.push(...node.items.map((item) => item.value));
    else if (node.kind === 'object') pending.push(...node.members.flatMap((member) => [member.key, member.value]));
  }
  return found;
}
