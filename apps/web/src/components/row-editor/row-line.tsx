import { Checkbox } from '@mantine/core';
import { IconAlertCircle, IconAlertTriangle, IconGripVertical, IconKey, IconTrash } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useId, useRef } from 'react';
import type { DragSource, Edge } from '../../lib/line-drag.ts';
import { useLineDrag } from '../../lib/use-line-drag.ts';
import type { PlaceholderName } from '../code-editor/code-languages.ts';
import { IconButton } from '../icon-button.tsx';
import { CompletingField } from '../name-completion/completing-field.tsx';
import { InputNameField } from './input-name-field.tsx';
import { RowDetails } from './row-details.tsx';
import classes from './row-editor.module.css';
import type { RowIssue } from './row-issue.ts';
import type { AnyRow } from './rows.ts';

/** A file is an input of type file. */
export type RowKind = AnyRow['kind'] | 'file';

export interface RowActions<R extends AnyRow> {
  change: (row: R, field: string) => void;
  changeKind: (row: R, kind: RowKind) => void;
  /** True when the text was a list of rows and was taken. */
  paste: (row: R, text: string) => boolean;
  remove: () => void;
  /** The field that the keys were pressed in keeps the focus. */
  move: (by: -1 | 1, field?: 'key' | 'value') => void;
  next: (from: 'key' | 'value') => void;
  leave: () => void;
}

/** For a value that looks like a key. */
export interface RowOffer {
  move: () => void;
  /** Null: it is saved, or was decided to be. */
  keep: (() => void) | null;
}

interface RowLineProps<R extends AnyRow> {
  row: R;
  /** Names the row in labels: its key, or its place. */
  title: string;
  noun: string;
  /** The empty row at the end, which is not in the list yet. */
  isNew: boolean;
  isReadOnly: boolean;
  issues: readonly RowIssue[];
  inputNames: readonly string[];
  /** Null: these rows are never files. */
  file: { isFile: boolean; picker: ReactNode } | null;
  /** Variables and secrets that a fixed text can name. */
  names: readonly PlaceholderName[];
  suggestions: { keys: readonly string[] } | undefined;
  secretOffer: RowOffer | null;
  /** Null: it cannot be dragged. */
  drag: DragSource | null;
  onDrop: (dragged: DragSource, edge: Edge) => void;
  inputSettings: ReactNode;
  actions: RowActions<R>;
}

/** One row: on or off, key, kind, value or input, place, details, delete; and what is wrong with it below. */
export function RowLine<R extends AnyRow>(props: RowLineProps<R>) {
  const { row, title, noun, isNew, isReadOnly, issues, actions } = props;
  const id = useId();
  const line = useRef<HTMLDivElement>(null);
  const handle = useRef<HTMLSpanElement>(null);
  const dropPlace = useLineDrag({ line, handle, source: props.drag, onDrop: props.onDrop });
  const kind: RowKind = props.file?.isFile ? 'file' : row.kind;
  const issuesId = `${id}-issues`;
  const hasIssue = (...fields: (string | null)[]) =>
    issues.some((issue) => issue.severity === 'error' && fields.includes(issue.field)) || undefined;
  const describedBy = issues.length > 0 ? issuesId : undefined;
  const onKeyDown = (event: KeyboardEvent, field: 'key' | 'value') => {
    // Enter also ends the composition of a word; it is that word's then.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      actions.next(field);
    } else if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown') && !isNew) {
      event.preventDefault();
      actions.move(event.key === 'ArrowUp' ? -1 : 1, field);
    }
  };

  return (
    <div
      ref={line}
      className={classes.line}
      data-off={!row.isEnabled || undefined}
      data-new={isNew || undefined}
      data-edge={dropPlace ?? undefined}
    >
      <div className={classes.cells}>
        {/* For the mouse alone: Alt and the arrow keys, and the details, move a row too. */}
        <span ref={handle} className={classes.grip} data-row-grip="" title="Drag, or Alt ↑ ↓" aria-hidden>
          {!isNew && !isReadOnly && <IconGripVertical size={14} stroke={1.5} />}
        </span>
        <Checkbox
          size="xs"
          className={classes.check}
          checked={row.isEnabled}
          disabled={isReadOnly || isNew}
          aria-label={`Send ${title}`}
          onChange={(event) => actions.change({ ...row, isEnabled: event.currentTarget.checked }, 'kind')}
        />
        <input
          className={classes.field}
          data-row-field="key"
          aria-label={isNew ? `New ${noun}: key` : `${title}: key`}
          aria-invalid={hasIssue('key', null)}
          aria-describedby={describedBy}
          placeholder={isNew ? `Add a ${noun}` : 'Key'}
          value={row.key}
          readOnly={isReadOnly}
          list={props.suggestions && props.suggestions.keys.length > 0 ? `${id}-keys` : undefined}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => actions.change({ ...row, key: event.currentTarget.value }, 'key')}
          onPaste={(event) => {
            if (actions.paste(row, event.clipboardData.getData('text/plain'))) event.preventDefault();
          }}
          onKeyDown={(event) => onKeyDown(event, 'key')}
          onBlur={actions.leave}
        />
        <select
          className={classes.select}
          aria-label={`${title}: filled by`}
          value={kind}
          disabled={isReadOnly || (isNew && row.key === '')}
          data-kind={row.kind}
          onChange={(event) => actions.changeKind(row, kindOf(event.currentTarget.value))}
        >
          <option value="fixed">Fixed</option>
          <option value="input">Input</option>
          {props.file !== null && <option value="file">File</option>}
        </select>
        {row.kind === 'fixed' ? (
          <CompletingField
            className={classes.field}
            data-row-field="value"
            aria-label={isNew ? `New ${noun}: value` : `${title}: value`}
            aria-invalid={hasIssue('value')}
            aria-describedby={describedBy}
            placeholder="Value"
            value={row.value}
            names={props.names}
            readOnly={isReadOnly}
            onChange={(value) => actions.change({ ...row, value }, 'value')}
            onPaste={(event) => {
              if (actions.paste(row, event.clipboardData.getData('text/plain'))) event.preventDefault();
            }}
            onKeyDown={(event) => onKeyDown(event, 'value')}
            onBlur={actions.leave}
          />
        ) : (
          <div className={classes.inputCell}>
            <InputNameField
              name={row.input}
              label={`${title}: input name`}
              names={props.inputNames}
              isReadOnly={isReadOnly}
              isInvalid={hasIssue('input') ?? false}
              onCommit={(name) => actions.change({ ...row, input: name }, 'kind')}
              onKeyDown={(event) => onKeyDown(event, 'value')}
              onBlur={actions.leave}
            />
            {row.template !== '<value>' && (
              <span className={classes.template} title="The text around the value; change it in the details">
                {row.template}
              </span>
            )}
          </div>
        )}
        {'place' in row && (
          <select
            className={classes.select}
            aria-label={`${title}: goes into`}
            value={row.place}
            disabled={isReadOnly || isNew}
            onChange={(event) =>
              actions.change({ ...row, place: event.currentTarget.value === 'body' ? 'body' : 'query' }, 'kind')
            }
          >
            <option value="query">Query</option>
            <option value="body">Body</option>
          </select>
        )}
        <div className={classes.buttons}>
          {!isNew && (
            <RowDetails
              row={row}
              title={title}
              isReadOnly={isReadOnly}
              actions={actions}
              part={props.file && (props.file.isFile ? 'file' : 'text')}
            >
              {props.inputSettings}
            </RowDetails>
          )}
          {!isNew && !isReadOnly && (
            <IconButton label={`Delete ${title}`} size={24} onClick={actions.remove}>
              <IconTrash size={14} aria-hidden />
            </IconButton>
          )}
        </div>
      </div>
      {props.file?.picker && <div className={classes.file}>{props.file.picker}</div>}
      {props.suggestions && props.suggestions.keys.length > 0 && !isReadOnly && (
        <datalist id={`${id}-keys`}>
          {props.suggestions.keys.map((key) => (
            <option key={key} value={key} />
          ))}
        </datalist>
      )}
      <RowNotes id={issuesId} issues={issues} secretOffer={isReadOnly ? null : props.secretOffer} />
    </div>
  );
}

function kindOf(value: string): RowKind {
  return value === 'input' || value === 'file' ? value : 'fixed';
}

interface RowNotesProps {
  id: string;
  issues: readonly RowIssue[];
  secretOffer: RowOffer | null;
}

function RowNotes({ id, issues, secretOffer }: RowNotesProps) {
  return (
    <>
      {issues.length > 0 && (
        <ul id={id} className={classes.issues}>
          {issues.map((issue) => (
            <li key={`${issue.field} ${issue.message}`} data-severity={issue.severity}>
              {issue.severity === 'error' ? (
                <IconAlertCircle size={14} aria-label="Error" />
              ) : (
                <IconAlertTriangle size={14} aria-label="Warning" />
              )}
              {issue.message}
            </li>
          ))}
        </ul>
      )}
      {secretOffer !== null && (
        <p className={classes.offer}>
          <IconKey size={14} aria-hidden className={classes.offerIcon} />
          <span>
            This looks like a key, and everybody in the project can read it here.
            {secretOffer.keep !== null && ' Nothing is saved until you decide.'}
          </span>
          <span className={classes.offerButtons}>
            <button type="button" className={classes.offerButton} onClick={secretOffer.move}>
              Move it into a secret
            </button>
            {secretOffer.keep !== null && (
              <button type="button" className={classes.offerButton} onClick={secretOffer.keep}>
                Keep it here
              </button>
            )}
          </span>
        </p>
      )}
    </>
  );
}
