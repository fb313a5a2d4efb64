import { type ReactNode, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { newId } from './new-id.ts';
import classes from './row-editor.module.css';
import type { RowIssue } from './row-issue.ts';
import { RowLine, type RowOffer } from './row-line.tsx';
import {
  type AnyRow,
  inputNameFor,
  insertPasted,
  moveRow,
  readPastedRows,
  removeRow,
  replaceRow,
  toFixedRow,
  toInputRow,
} from './rows.ts';

export interface RowEditorProps<R extends AnyRow> {
  /** What the rows are, in the singular and small: `header`, `parameter`, `form field`. */
  noun: string;
  rows: readonly R[];
  /** A new row without content; the place of a parameter is decided here. */
  createRow: (id: string) => R;
  /** Edits of one group are one step of undo. */
  onChange: (rows: R[], group: string | null) => void;
  /** A field was left: a step of undo ends, and it is time to save. */
  onLeave?: () => void;
  issues?: readonly RowIssue[];
  /** Offered when a fixed value looks like a key. */
  secrets?: KeyOffer<R>;
  inputs: RowInputs;
  /** Offered while a key is typed, such as header names. */
  suggestions?: { keys: readonly string[] } | undefined;
  isReadOnly?: boolean;
}

/** The way of a pasted key into a secret. */
export interface KeyOffer<R extends AnyRow> {
  looksLikeOne: (value: string) => boolean;
  move: (row: R) => void;
  /** Keys that hold back saving until they are moved or kept. */
  undecided: readonly string[];
  keep: (value: string) => void;
}

/** The inputs that rows may name. */
export interface RowInputs {
  names: readonly string[];
  testValueOf: (name: string) => string;
  /** A fixed row became an input: keeps the text it had as the input's test value. */
  onTurned?: (name: string, testValue: string) => void;
}

/** A list of rows that grows by typing in its last, empty one. Feature-free: headers, parameters and form fields. */
export function RowEditor<R extends AnyRow>(props: RowEditorProps<R>): ReactNode {
  const { noun, rows, createRow, onChange, issues = [], inputs, isReadOnly = false } = props;
  // The last, empty row has its id before it exists, so that it stays the same element when it is typed in.
  const [nextId, setNextId] = useState(newId);
  const listRef = useRef<HTMLFieldSetElement>(null);
  const nextRow = createRow(nextId);
  const shown = isReadOnly ? rows : [...rows, nextRow];

  const focus = (index: number, field: 'key' | 'value') => {
    const fields = listRef.current?.querySelectorAll<HTMLElement>(`[data-row-field="${field}"]`);
    fields?.[Math.max(0, Math.min(index, fields.length - 1))]?.focus();
  };
  const change = (row: R, field: string) => {
    if (row.id === nextId) {
      onChange([...rows, row], `${row.id}:${field}`);
      setNextId(newId());
    } else {
      onChange(replaceRow(rows, row), field === 'kind' ? null : `${row.id}:${field}`);
    }
  };
  const changeKind = (row: R, kind: R['kind']) => {
    if (kind === 'fixed')
      return change(toFixedRow(row, row.kind === 'input' ? inputs.testValueOf(row.input) : ''), 'kind');
    const name = inputNameFor(row.key, (taken) => inputs.names.includes(taken));
    const turned = toInputRow(row, name);
    change(turned.row, 'kind');
    if (turned.testValue !== '') inputs.onTurned?.(name, turned.testValue);
  };
  const paste = (row: R, text: string): boolean => {
    const pasted = readPastedRows(text)?.map(({ key, value, isEnabled }) => {
      const next: R = { ...toFixedRow(createRow(newId())), key, isEnabled };
      return { ...next, value };
    });
    if (pasted === undefined) return false;
    onChange(insertPasted(rows, row.id, pasted), null);
    return true;
  };
  const remove = (row: R, index: number) => {
    // The row must be gone before the one that takes its place is given the focus.
    flushSync(() => onChange(removeRow(rows, row.id), null));
    focus(index, 'key');
  };
  const { secrets } = props;
  const secretOffer = (row: R): RowOffer | null => {
    if (!secrets || row.kind !== 'fixed' || !secrets.looksLikeOne(row.value)) return null;
    const { value } = row;
    return {
      move: () => secrets.move(row),
      keep: secrets.undecided.includes(value) ? () => secrets.keep(value) : null,
    };
  };

  return (
    <fieldset ref={listRef} className={classes.list} data-has-place={'place' in nextRow || undefined}>
      <legend className="jf-visually-hidden">{`${noun} rows`}</legend>
      {shown.map((row, index) => (
        <RowLine
          key={row.id}
          row={row}
          title={row.key === '' ? `${noun} ${index + 1}` : row.key}
          noun={noun}
          isNew={row.id === nextId}
          isReadOnly={isReadOnly}
          issues={issues.filter((issue) => issue.index === index)}
          inputNames={inputs.names}
          suggestions={props.suggestions}
          secretOffer={secretOffer(row)}
          actions={{
            change,
            changeKind,
            paste,
            remove: () => remove(row, index),
            move: (by) => onChange(moveRow(rows, row.id, by), null),
            next: (field) => (field === 'key' ? focus(index, 'value') : focus(index + 1, 'key')),
            leave: () => props.onLeave?.(),
          }}
        />
      ))}
    </fieldset>
  );
}
