import { type Input, inputTypeSchema, parseInputText } from '@jackfield/connector';
import { Checkbox, Select, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { IconButton } from '../../../components/icon-button.tsx';
import { inputNamesIn } from '../model/api-draft.ts';
import classes from './api-page.module.css';
import { type ApiSectionProps, SectionFrame } from './api-section.tsx';

/** Files are sent by form-data bodies, which shared rows are not part of. */
const TYPES = inputTypeSchema.options
  .filter((type) => type !== 'file')
  .map((type) => ({ value: type, label: type === 'boolean' ? 'yes/no' : type }));

/** The inputs of the shared rows and base URLs; hidden while there are none. */
export function SharedInputs({ document, canEdit, onChange, onLeave }: ApiSectionProps) {
  if (document.inputs.length === 0) return null;
  const used = new Set(inputNamesIn(document));
  const set = (name: string, change: Partial<Input>) =>
    onChange({ inputs: document.inputs.map((input) => (input.name === name ? { ...input, ...change } : input)) });
  return (
    <SectionFrame
      title="Inputs"
      lead="What callers pass for the shared rows. A call's own input of the same name wins."
    >
      <ul className={classes.inputs}>
        {document.inputs.map((input) => (
          <li key={input.name} className={classes.inputLine}>
            <code className={classes.inputName}>
              {input.name}
              {!used.has(input.name) && <span className={classes.unused}> not used</span>}
            </code>
            <Select
              aria-label={`Type of ${input.name}`}
              data={TYPES}
              value={input.type}
              readOnly={!canEdit}
              onChange={(value) => {
                const type = inputTypeSchema.safeParse(value).data;
                if (type !== undefined) set(input.name, { type });
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
                set(input.name, { testValue: text === '' ? undefined : text });
              }}
              onBlur={onLeave}
            />
            <Checkbox
              size="xs"
              label="Required"
              aria-label={`${input.name} is required`}
              checked={input.isRequired}
              disabled={!canEdit}
              onChange={(event) => set(input.name, { isRequired: event.currentTarget.checked })}
            />
            <span className={classes.inputTool}>
              {canEdit && !used.has(input.name) && (
                <IconButton
                  label={`Delete the input ${input.name}`}
                  onClick={() => onChange({ inputs: document.inputs.filter(({ name }) => name !== input.name) })}
                >
                  <IconTrash size={16} stroke={1.5} aria-hidden />
                </IconButton>
              )}
            </span>
          </li>
        ))}
      </ul>
    </SectionFrame>
  );
}

function testValueError({ type, testValue }: Input): string | null {
  if (testValue === undefined) return null;
  const parsed = parseInputText(type, testValue);
  return parsed.ok ? null : `The test value ${parsed.message}`;
}
