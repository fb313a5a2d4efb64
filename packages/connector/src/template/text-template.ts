import { type ParsedTemplate, readAngle, readStarred, readValueMark, scanTemplate } from './template.ts';

/** A fixed row's value, or a field of the authentication: text and `{{name}}`; `\{{` is two braces. */
export function parseFixedTemplate(source: string): ParsedTemplate {
  return scanTemplate(source, []);
}

/** An input row's template: `<value>` beside `{{name}}`. */
export function parseRowTemplate(source: string): ParsedTemplate {
  return scanTemplate(source, [readValueMark]);
}

/** A raw body: `_*_name_*_` and `{{name}}`; `<name>` too where the call switches it on. */
export function parseRawTemplate(source: string, readsAngleBrackets: boolean): ParsedTemplate {
  return scanTemplate(source, readsAngleBrackets ? [readStarred, readAngle] : [readStarred]);
}
