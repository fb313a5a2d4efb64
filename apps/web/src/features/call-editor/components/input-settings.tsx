import type { Input } from '@jackfield/connector';
import { Checkbox, NativeSelect } from '@mantine/core';
import { INPUT_TYPES } from '../../../lib/input-types.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { setInput } from '../model/commands.ts';
import { asType } from '../model/input-words.ts';
import { issuesAt } from '../model/issues.ts';
import { InputDetails } from './input-details.tsx';
import classes from './inputs.module.css';
import { SensitiveTestValue } from './sensitive-test-value.tsx';
import { TestValueField } from './test-value-field.tsx';

/** Everything of one input, beside the row that names it. */
export function InputSettings({ name }: { name: string }) {
  const { session, api, issues, isReadOnly } = useEditor();
  const input = session.draft.document.inputs.find((each) => each.name === name);
  if (input === undefined) {
    return (
      <p className={classes.settingsHelp}>
        The input <code>{name}</code> is set in {api.name}.
      </p>
    );
  }
  const change = (change: Partial<Omit<Input, 'name'>>, group: string | null = null) =>
    session.run(setInput(name, change), group && `input:${name}:${group}`);
  return (
    <>
      <div className={classes.settingsLine}>
        <NativeSelect
          label={`Type of ${name}`}
          size="xs"
          data={[...INPUT_TYPES]}
          value={input.type}
          disabled={isReadOnly}
          onChange={(event) => {
            const type = INPUT_TYPES.find(({ value }) => value === event.currentTarget.value)?.value;
            if (type) change(asType(type));
          }}
        />
        <Checkbox
          size="xs"
          label="Required"
          checked={input.isRequired}
          disabled={isReadOnly}
          onChange={(event) => change({ isRequired: event.currentTarget.checked })}
        />
      </div>
      <div>
        <span className={classes.settingsLabel} aria-hidden>
          Test value
        </span>
        {input.isSensitive ? (
          <SensitiveTestValue input={input} />
        ) : (
          <TestValueField
            input={input}
            describedBy={undefined}
            isInvalid={issuesAt(issues, 'inputs', name).some(({ severity }) => severity === 'error')}
            onChange={(testValue) => change({ testValue }, 'test')}
          />
        )}
      </div>
      <InputDetails input={input} onChange={change} />
    </>
  );
}
