import { type ReactNode, useId, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { DragSource, Edge } from '../../lib/line-drag.ts';
import type { PlaceholderName } from '../code-editor/code-languages.ts';
import { newId } from './new-id.ts';
import classes from './row-editor.module.css';
import type { RowIssue } from './row-issue.ts';
import { type RowKind, RowLine, type RowOffer } from './row-line.tsx';
import {
  type AnyRow,
  dropRow,
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
  /** Variables and secrets, completed behind `{{` in fixed texts. */
  names: readonly PlaceholderName[];
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
  /** Where a row may be a file: which inputs take one, and the file that stands for them here. */
  files?: {
    isFile: (name: string) => boolean;
    setFile: (name: string, isFile: boolean) => void;
    draw: (name: string) => ReactNode;
  };
  /** What is set of an input, for the details of the rows that name it. */
  draw?: (name: string) => ReactNode;
}

/** A list of rows that grows by typing in its last, empty one. Feature-free: headers, parameters and form fields. */
export function RowEditor<R extends AnyRow>(props: RowEditorProps<R>): ReactNode {
  const { noun, rows, createRow, onChange, issues = [], inputs, isReadOnly = false } = props;
  // The last, empty row has its id before it exists, so that it stays the same element when it is typed in.
  const [nextId, setNextId] = useState(newId);
  const listRef = useRef<HTMLFieldSetElement>(null);
  const nextRow = createRow(nextId);
  const listId = useId();
  // What dragging takes is fetched when a mouse comes near.
  const [isNear, setIsNear] = useState(false);
  const [said, setSaid] = useState('');
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
  const changeKind = (row: R, kind: RowKind) => {
    if (kind === 'fixed')
      return change(toFixedRow(row, row.kind === 'input' ? inputs.testValueOf(row.input) : ''), 'kind');
    if (row.kind === 'input') return inputs.files?.setFile(row.input, kind === 'file');
    const name = inputNameFor(row.key, (taken) => inputs.names.includes(taken));
    const turned = toInputRow(row, name);
    change(turned.row, 'kind');
    if (kind === 'file') inputs.files?.setFile(name, true);
    else if (turned.testValue !== '') inputs.onTurned?.(name, turned.testValue);
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
  /** The rows in another order; a row that was moved by keys keeps the focus that its element loses on the way. */
  const reorder = (row: R, next: R[], field?: 'key' | 'value') => {
    const place = next.findIndex(({ id }) => id === row.id);
    if (place === rows.findIndex(({ id }) => id === row.id)) return;
    flushSync(() => onChange(next, null));
    setSaid(`${row.key === '' ? noun : row.key}: ${place + 1} of ${next.length}`);
    if (field !== undefined) focus(place, field);
  };
  const drop = (over: R, { id }: DragSource, edge: Edge) => {
    const row = rows.find((each) => each.id === id);
    if (row === undefined) return;
    reorder(row, dropRow(rows, id, over.id, edge));
    props.onLeave?.();
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

  const fileChoice = (row: R) => {
    if (inputs.files === undefined) return null;
    const isFile = row.kind === 'input' && inputs.files.isFile(row.input);
    return { isFile, picker: isFile && row.kind === 'input' ? inputs.files.draw(row.input) : null };
  };

  return (
    <fieldset
      ref={listRef}
      className={classes.list}
      data-has-place={'place' in nextRow || undefined}
      onPointerEnter={() => setIsNear(true)}
    >
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
          file={fileChoice(row)}
          names={props.names}
          suggestions={props.suggestions}
          secretOffer={secretOffer(row)}
          drag={isNear && !isReadOnly && row.id !== nextId ? { id: row.id, listId } : null}
          onDrop={(dragged, edge) => drop(row, dragged, edge)}
          inputSettings={row.kind === 'input' && inputs.draw?.(row.input)}
          actions={{
            change,
            changeKind,
            paste,
            remove: () => remove(row, index),
            move: (by, field) => reorder(row, moveRow(rows, row.id, by), field),
            next: (field) => (field === 'key' ? focus(index, 'value') : focus(index + 1, 'key')),
            leave: () => props.onLeave?.(),
          }}
        />
      ))}
      <p className="jf-visually-hidden" role="status">
        {said}
      </p>
    </fieldset>
  );
}
