import type { DocumentIssue, Input } from '@jackfield/connector';
import { renameInput } from '@jackfield/connector';
import { Checkbox } from '@mantine/core';
import { IconAlertCircle, IconChevronDown, IconChevronRight, IconTrash } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { IconButton } from '../../../components/icon-button.tsx';
import { InputNameField } from '../../../components/row-editor/input-name-field.tsx';
import { INPUT_TYPES } from '../../../lib/input-types.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { removeInput, setInput } from '../model/commands.ts';
import type { CallDraft } from '../model/draft.ts';
import { asType } from '../model/input-words.ts';
import { issueText } from '../model/issues.ts';
import { InputDetails } from './input-details.tsx';
import classes from './inputs.module.css';
import { SensitiveTestValue } from './sensitive-test-value.tsx';
import { TestValueField } from './test-value-field.tsx';

interface InputLineProps {
  input: Input;
  isUsed: boolean;
  issues: readonly DocumentIssue[];
}

/** One input: name, type, required, test value; the rest opens below. */
export function InputLine({ input, isUsed, issues }: InputLineProps) {
  const { session, isReadOnly } = useEditor();
  const [isOpen, setIsOpen] = useState(false);
  const id = useId();
  const change = (change: Partial<Omit<Input, 'name'>>, group: string | null = null) =>
    session.run(setInput(input.name, change), group && `input:${input.name}:${group}`);
  return (
    <li className={classes.input}>
      <div className={classes.cells}>
        <IconButton
          label={`${isOpen ? 'Close' : 'Open'} details of ${input.name}`}
          size={24}
          aria-expanded={isOpen}
          aria-controls={isOpen ? `${id}-details` : undefined}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? <IconChevronDown size={14} aria-hidden /> : <IconChevronRight size={14} aria-hidden />}
        </IconButton>
        <InputNameField
          name={input.name}
          label={`Name of the input ${input.name}`}
          names={[]}
          isReadOnly={isReadOnly}
          isInvalid={false}
          onCommit={(name) => session.run((draft) => rename(draft, input.name, name))}
          onBlur={session.leave}
        />
        <select
          className={classes.type}
          aria-label={`Type of ${input.name}`}
          value={input.type}
          disabled={isReadOnly}
          onChange={(event) => {
            const type = INPUT_TYPES.find(({ value }) => value === event.currentTarget.value)?.value;
            if (type) change(asType(type));
          }}
        >
          {INPUT_TYPES.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
        <Checkbox
          size="xs"
          className={classes.required}
          label="Required"
          aria-label={`${input.name} is required`}
          checked={input.isRequired}
          disabled={isReadOnly}
          onChange={(event) => change({ isRequired: event.currentTarget.checked })}
        />
        {input.isSensitive ? (
          <SensitiveTestValue input={input} />
        ) : (
          <TestValueField
            input={input}
            describedBy={issues.length > 0 ? `${id}-issues` : undefined}
            isInvalid={issues.some(({ severity }) => severity === 'error')}
            onChange={(testValue) => change({ testValue }, 'test')}
          />
        )}
        {!isUsed && !isReadOnly && (
          <IconButton label={`Delete ${input.name}`} size={24} onClick={() => session.run(removeInput(input.name))}>
            <IconTrash size={14} aria-hidden />
          </IconButton>
        )}
      </div>
      {(issues.length > 0 || !isUsed || input.aliases.length > 0) && (
        <div id={`${id}-issues`} className={classes.notes}>
          {issues.map((issue) => (
            <p key={issue.message} data-severity={issue.severity}>
              <IconAlertCircle size={14} aria-hidden /> {issueText(issue)}
            </p>
          ))}
          {!isUsed && <p>Not used in this call any more.</p>}
          {input.aliases.length > 0 && <p>Callers may also use: {input.aliases.join(', ')}</p>}
        </div>
      )}
      {isOpen && (
        <div id={`${id}-details`} className={classes.details}>
          <InputDetails input={input} onChange={change} />
        </div>
      )}
    </li>
  );
}

/** A name that cannot be taken leaves everything as it was. */
function rename(draft: CallDraft, from: string, to: string): CallDraft {
  const result = renameInput(draft.document, from, to);
  return result.ok ? { ...draft, document: result.call } : draft;
}
