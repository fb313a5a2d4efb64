import { type ParsedTemplate, readAngle, readStarred, readValueMark, scanTemplate } from './template.ts';

/** A fixed row's value, or a field of the authentication: text and `{{name}}`; `\{{` is two braces. */
export function parseFixedTemplate(source: string): ParsedTemplate {
  return scanTemplate(source, []);
}

/** An input row's template: `<value>` beside `{{name}}`. */
export function parseRowTemplate(source: string): ParsedTemplate {
  return scanTemplate(source, [readValueMark]);
}

/** How a use in a raw body may ask to be escaped. */
export const RAW_ESCAPES = ['none', 'xml', 'json', 'url'] as const;

export function isRawEscape(word: string | undefined): word is (typeof RAW_ESCAPES)[number] {
  return RAW_ESCAPES.some((known) => known === word);
}

/**
 * A raw body: `_*_name_*_`, `_*_name|json_*_` where a use says its escaping, and `{{name}}`; `<name>` too where the call
 * switches it on.
 */
export function parseRawTemplate(source: string, readsAngleBrackets: boolean): ParsedTemplate {
  const { parts, problems } = scanTemplate(source, readsAngleBrackets ? [readStarred, readAngle] : [readStarred]);
  const unknown = parts.flatMap((part) => {
    if (part.kind !== 'input' || part.escape === undefined || isRawEscape(part.escape)) return [];
    const message = `“${part.escape}” is no escaping.`;
    return [{ message, fix: `Known are ${RAW_ESCAPES.join(', ')}.`, start: part.start, end: part.end }];
  });
  return unknown.length === 0 ? { parts, problems } : { parts, problems: [...problems, ...unknown] };
}

/** A field of an authentication that the kind fills in: `<name>` and `{{name}}`. */
export function parseAngleTemplate(source: string): ParsedTemplate {
  return scanTemplate(source, [readAngle]);
}
