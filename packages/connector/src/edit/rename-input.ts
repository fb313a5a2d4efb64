import type { Body, CallDocument } from '../document/call-document.ts';
import { type Input, inputSchema, NAME_PATTERN } from '../document/input.ts';
import type { FormDataRow, Row } from '../document/row.ts';
import { parseJsonTemplate } from '../template/json-template.ts';
import { type Placeholder, placeholdersOf } from '../template/template.ts';
import { parseRawTemplate } from '../template/text-template.ts';
import { parseUrlTemplate } from '../template/url-template.ts';

export type RenameInputResult = { ok: true; call: CallDocument } | { ok: false; message: string };

/**
 * Renames an input wherever it stands in a call: templates, rows and its definition. The old name stays as an alias,
 * so nobody who uses the call notices. A name that is taken or not a name is refused.
 */
export function renameInput(call: CallDocument, from: string, to: string): RenameInputResult {
  if (from === to) return { ok: true, call };
  if (!NAME_PATTERN.test(to)) {
    return { ok: false, message: 'A name starts with a letter or _, then letters, digits, space, _ . or -.' };
  }
  const owner = call.inputs.find((input) => input.name === to || (input.name !== from && input.aliases.includes(to)));
  if (owner) return { ok: false, message: `"${to}" is taken. Choose another name.` };
  const renameRow = <R extends Row>(row: R): R =>
    row.kind === 'input' && row.input === from ? { ...row, input: to } : row;
  const isDefined = call.inputs.some((input) => input.name === from);
  const inputs = isDefined ? call.inputs : [...call.inputs, inputSchema.parse({ name: from })];
  return {
    ok: true,
    call: {
      ...call,
      url: replaceNames(call.url, parseUrlTemplate(call.url, { isBase: false }).placeholders, from, to),
      parameters: call.parameters.map(renameRow),
      headers: call.headers.map(renameRow),
      body: renameInBody(call.body, from, to, renameRow),
      inputs: inputs.map((input) => (input.name === from ? renamed(input, to) : input)),
    },
  };
}

function renamed(input: Input, to: string): Input {
  const aliases = [...input.aliases.filter((alias) => alias !== to && alias !== input.name), input.name];
  return { ...input, name: to, aliases };
}

function renameInBody(
  body: Body,
  from: string,
  to: string,
  renameRow: <R extends Row | FormDataRow>(row: R) => R,
): Body {
  switch (body.kind) {
    case 'none':
      return body;
    case 'form-urlencoded':
      return { ...body, rows: body.rows.map(renameRow) };
    case 'form-data':
      return { ...body, rows: body.rows.map(renameRow) };
    case 'file':
      return body.input === from ? { ...body, input: to } : body;
    case 'graphql': {
      const { placeholders } = parseJsonTemplate(body.variables);
      return { ...body, variables: replaceNames(body.variables, placeholders, from, to) };
    }
    case 'json':
      return {
        ...body,
        template: replaceNames(body.template, parseJsonTemplate(body.template).placeholders, from, to),
      };
    case 'raw': {
      const { parts } = parseRawTemplate(body.template, body.readsAngleBrackets);
      const escapes = Object.fromEntries(
        Object.entries(body.escapes).map(([name, escaping]) => [name === from ? to : name, escaping]),
      );
      return { ...body, template: replaceNames(body.template, placeholdersOf(parts), from, to), escapes };
    }
  }
}

/** Replaces the name within each placeholder of that input; everything else keeps its every character. */
function replaceNames(source: string, placeholders: readonly Placeholder[], from: string, to: string): string {
  const own = placeholders
    .filter(({ kind, name }) => kind === 'input' && name === from)
    .sort((left, right) => right.start - left.start);
  return own.reduce((text, { start, end }) => {
    const at = text.indexOf(from, start);
    return at < 0 || at >= end ? text : text.slice(0, at) + to + text.slice(at + from.length);
  }, source);
}
