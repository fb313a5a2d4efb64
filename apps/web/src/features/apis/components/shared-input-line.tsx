import { type Input, inputTypeSchema, parseInputText } from '@jackfield/connector';
import { Checkbox, Select, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconTrash } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { IconButton } from '../../../components/icon-button.tsx';
import classes from './api-page.module.css';
import { SharedInputSettings } from './shared-input-settings.tsx';

/** Files are sent by form-data bodies, which shared rows are not part of. */
const TYPES = inputTypeSchema.options
  .filter((type) => type !== 'file')
  .map((type) => ({ value: type, label: type === 'boolean' ? 'yes/no' : type }));

interface SharedInputLineProps {
  input: Input;
  isUsed: boolean;
  canEdit: boolean;
  onChange: (change: Partial<Omit<Input, 'name'>>) => void;
  onDelete: () => void;
  onLeave: () => void;
}

/** One input of the shared rows: name, type, test value, required; the rest opens below. */
export function SharedInputLine({ input, isUsed, canEdit, onChange, onDelete, onLeave }: SharedInputLineProps) {
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  return (
    <li>
      <div className={classes.inputLine}>
        <IconButton
          label={`${isOpen ? 'Close' : 'Open'} details of ${input.name}`}
          size={24}
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
        </IconButton>
        <code className={classes.inputName}>
          {input.name}
          {!isUsed && <span className={classes.unused}> not used</span>}
        </code>
        <Select
          aria-label={`Type of ${input.name}`}
          data={TYPES}
          value={input.type}
          readOnly={!canEdit}
          onChange={(value) => {
            const type = inputTypeSchema.safeParse(value).data;
            if (type !== undefined) onChange({ type });
          }}
          onBlur={onLeave}
        />
        <TextInput
          aria-label={`Test value of ${input.name}`}
          classNames={{ input: 'jf-mono' }}
          placeholder="Test value"
          spellCheck={false}
          readOnly={!canEdit}
          value={input.testValue ?? ''}
          error={testValueError(input)}
          onChange={(event) => {
            const text = event.currentTarget.value;
            onChange({ testValue: text === '' ? undefined : text });
          }}
          onBlur={onLeave}
        />
        <Checkbox
          size="xs"
          label="Required"
          aria-label={`${input.name} is required`}
          checked={input.isRequired}
          disabled={!canEdit}
          onChange={(event) => onChange({ isRequired: event.currentTarget.checked })}
        />
        <span className={classes.inputTool}>
          {canEdit && !isUsed && (
            <IconButton label={`Delete the input ${input.name}`} onClick={onDelete}>
              <IconTrash size={16} stroke={1.5} aria-hidden />
            </IconButton>
          )}
        </span>
      </div>
      {isOpen && (
        <div id={id} className={classes.inputSettings}>
          <SharedInputSettings {...{ input, canEdit, onChange, onLeave }} />
        </div>
      )}
    </li>
  );
}

function testValueError({ type, testValue }: Input): string | null {
  if (testValue === undefined) return null;
  const parsed = parseInputText(type, testValue);
  return parsed.ok ? null : `The test value ${parsed.message}`;
}
