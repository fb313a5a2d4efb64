import {
  type Body,
  type BodyKind,
  type CallDocument,
  type FormDataRow,
  type Input,
  inputSchema,
  inputToText,
  type Row,
  splitUrlQuery,
} from '@jackfield/connector';
import type { CallDraft } from './draft.ts';
import { asType } from './input-words.ts';

/** A change of the open call; commands are pure, so they can be undone, merged and tested. */
export type Command = (draft: CallDraft) => CallDraft;

export function setName(name: string): Command {
  return (draft) => ({ ...draft, name });
}

export function setField<K extends keyof CallDocument>(field: K, value: CallDocument[K]): Command {
  return (draft) =>
    Object.is(draft.document[field], value) ? draft : { ...draft, document: { ...draft.document, [field]: value } };
}

export function setInput(name: string, change: Partial<Omit<Input, 'name'>>): Command {
  return (draft) => {
    const inputs = draft.document.inputs.map((input) => (input.name === name ? { ...input, ...change } : input));
    return { ...draft, document: { ...draft.document, inputs } };
  };
}

export function removeInput(name: string): Command {
  return (draft) => {
    const inputs = draft.document.inputs.filter((input) => input.name !== name);
    return { ...draft, document: { ...draft.document, inputs } };
  };
}

/** Makes text of what the JSON body was wrongly read for, `<b>` in a piece of HTML for example. */
export function takeAsText(name: string): Command {
  return (draft) => {
    const document = inputToText(draft.document, name);
    return document === null ? draft : { ...draft, document };
  };
}

/** Switches a shared row of the API off or on for this call. */
export function toggleSharedRow(rowId: string): Command {
  return (draft) => {
    const off = draft.document.disabledSharedRows;
    const next = off.includes(rowId) ? off.filter((id) => id !== rowId) : [...off, rowId];
    return setField('disabledSharedRows', next)(draft);
  };
}

/** What a body becomes in another kind: text stays text, so that trying a kind out loses little; undo has the rest. */
export function setBodyKind(kind: BodyKind): Command {
  return (draft) => {
    const { body, inputs, method } = draft.document;
    if (body.kind === kind) return draft;
    const next = setField('body', bodyAs(kind, body))(draft);
    // GraphQL is asked by POST.
    if (kind === 'graphql' && method === 'GET') return setField('method', 'POST')(next);
    if (kind !== 'file') return next;
    return setFileInput(inputs.find(({ type }) => type === 'file')?.name ?? 'file')(next);
  };
}

function bodyAs(kind: BodyKind, before: Body): Body {
  const template = before.kind === 'json' || before.kind === 'raw' ? before.template : '';
  switch (kind) {
    case 'none':
      return { kind };
    case 'json':
      return { kind, template };
    case 'form-urlencoded':
      return { kind, rows: before.kind === 'form-data' ? before.rows.map(withoutPart) : [] };
    case 'form-data':
      return { kind, rows: 'rows' in before ? before.rows : [] };
    case 'graphql':
      return { kind, query: '', variables: '', operationName: '' };
    case 'file':
      return { kind, input: 'file', contentType: '' };
    case 'raw':
      return { kind, contentType: 'text/plain', template, escapes: {}, readsAngleBrackets: false };
  }
}

/** A part as an ordinary field, which says nothing of a type or a file name. */
function withoutPart({ contentType: _type, fileName: _name, ...row }: FormDataRow): Row {
  return row;
}

export function setBody(body: Body): Command {
  return setField('body', body);
}

export function setFormRows(rows: Row[]): Command {
  return (draft) =>
    draft.document.body.kind === 'form-urlencoded' ? setBody({ ...draft.document.body, rows })(draft) : draft;
}

export function setFormDataRows(rows: FormDataRow[]): Command {
  return (draft) => (draft.document.body.kind === 'form-data' ? setBody({ kind: 'form-data', rows })(draft) : draft);
}

/** The file that is the body, by the name of its input, which becomes one of type file. */
export function setFileInput(name: string): Command {
  return (draft) => {
    const { body, inputs } = draft.document;
    if (body.kind !== 'file') return draft;
    const isDefined = inputs.some((input) => input.name === name);
    const all = isDefined ? inputs : [...inputs, inputSchema.parse({ name })];
    const next = all.map((input) =>
      input.name === name && input.type !== 'file' ? { ...input, ...asType('file') } : input,
    );
    return { ...draft, document: { ...draft.document, body: { ...body, input: name }, inputs: next } };
  };
}

/**
 * Takes a pasted address: a method-less URL whose query becomes parameter rows. One that starts with the API's base
 * URL keeps only what follows it.
 */
export function pasteUrl(pasted: string, base: string, newId: () => string): Command {
  return (draft) => {
    const { url, rows } = splitUrlQuery(pasted, newId);
    const isBelow = base !== '' && (url === base || url.startsWith(base.endsWith('/') ? base : `${base}/`));
    const own = isBelow ? `/${url.slice(base.length).replace(/^\/+/, '')}` : url;
    const parameters = [...draft.document.parameters, ...rows];
    return { ...draft, document: { ...draft.document, url: own, parameters } };
  };
}
