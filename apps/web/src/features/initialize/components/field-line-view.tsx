import type { FieldChoice, ShapeField } from '@jackfield/shape';
import { Checkbox } from '@mantine/core';
import { IconArrowBackUp, IconCheck, IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { type FieldLine, keyWords } from '../model/field-tree.ts';
import { parseTypeValue, pathWords, typeChoices, typeValue, typeWords } from '../model/field-words.ts';
import classes from './structured-view.module.css';

const INDENT_PX = 16;

interface FieldLineViewProps {
  line: FieldLine;
  /** Among all lines, from 1, the head included. */
  index: number;
  onToggle: () => void;
  onChoose: ((change: FieldChoice) => void) | null;
  /** Takes the value of a leaf elsewhere; null where there is no value, or nobody may. */
  onUse: ((field: ShapeField) => void) | null;
}

/** One field: name, type, in use or left out, what may be missing or empty, an example. */
export function FieldLineView({ line, index, onToggle, onChoose, onUse }: FieldLineViewProps) {
  const { field, hasChildren, isOpen, isOutByParent } = line;
  const path = pathWords(field.pointer);
  const isOut = isOutByParent || !field.isIncluded;
  return (
    <tr aria-rowindex={index} className={classes.line} data-out={isOut || undefined}>
      <th scope="row" title={path}>
        <span className={classes.name} style={{ paddingLeft: 8 + field.depth * INDENT_PX }}>
          {hasChildren ? (
            <button
              type="button"
              className={classes.toggle}
              aria-expanded={isOpen}
              aria-label={`${isOpen ? 'Close' : 'Open'} ${path}`}
              onClick={onToggle}
            >
              {isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
            </button>
          ) : (
            <span className={classes.noToggle} />
          )}
          <span className={classes.key} data-word={field.pointer === '' || field.key === '*' || undefined}>
            {keyWords(field)}
          </span>
          <Marks line={line} />
          <OpenedMark field={field} onChoose={isOut ? null : onChoose} />
          <span className={classes.copy}>
            <CopyButton text={path} label={`Copy the path ${path}`} />
            {onUse !== null && isLeaf(field) && (
              <IconButton label={`Use ${path} as a test value`} size={24} onClick={() => onUse(field)}>
                <IconArrowBackUp size={14} stroke={1.5} aria-hidden />
              </IconButton>
            )}
          </span>
        </span>
      </th>
      <td className={classes.type}>
        {onChoose === null ? (
          <span className={classes.typeWords}>{typeWords(field.type, field.itemType)}</span>
        ) : (
          <select
            aria-label={`Type of ${path}`}
            value={typeValue(field.type, field.itemType)}
            disabled={isOut}
            data-changed={field.type !== field.inferredType || undefined}
            onChange={(event) => {
              const change = parseTypeValue(event.currentTarget.value);
              if (change) onChoose(change);
            }}
          >
            {typeChoices(field).map(({ value, label }) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </td>
      <td className={classes.use}>
        <Checkbox
          size="xs"
          aria-label={`Use ${path}`}
          checked={!isOut}
          disabled={onChoose === null || isOutByParent}
          onChange={(event) => onChoose?.({ isIncluded: event.currentTarget.checked })}
        />
      </td>
      <td className={classes.example} title={field.examples.join('\n')}>
        {field.examples[0] ?? ''}
      </td>
    </tr>
  );
}

function isLeaf({ inferredType, isOpened }: ShapeField): boolean {
  return !isOpened && inferredType !== 'list' && inferredType !== 'object';
}

/** Of a text that holds JSON: whether a run gives back the text, or what it holds. */
function OpenedMark({ field, onChoose }: { field: ShapeField; onChoose: FieldLineViewProps['onChoose'] }) {
  if (!field.holdsJson) return null;
  if (onChoose === null) return <span className={classes.mark}>{field.isOpened ? 'JSON opened' : 'JSON in text'}</span>;
  return (
    <button
      type="button"
      className={classes.open}
      aria-pressed={field.isOpened}
      aria-label={`Open JSON in ${pathWords(field.pointer)}`}
      title="The text holds JSON. Opened, a run has it as fields."
      onClick={() => onChoose({ isOpened: !field.isOpened })}
    >
      {field.isOpened && <IconCheck size={12} aria-hidden />}
      Open JSON
    </button>
  );
}

function Marks({ line: { field } }: { line: FieldLine }) {
  return (
    <>
      {field.isOptional && (
        <span className={classes.mark} title="Not present in every object that was seen">
          optional
        </span>
      )}
      {field.isNullable && (
        <span className={classes.mark} title="Was null in at least one place">
          can be empty
        </span>
      )}
      {field.isMap && (
        <span className={classes.mark} title="Its keys are data, not names">
          map
        </span>
      )}
      {field.format !== null && <span className={classes.mark}>{field.format}</span>}
    </>
  );
}
