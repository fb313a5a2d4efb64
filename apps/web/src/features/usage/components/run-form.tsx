import type { Input } from '@jackfield/connector';
import { Button } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useEffect, useRef } from 'react';
import { isShortcut, keyWords } from '../../../lib/shortcuts.ts';
import { type FormFiles, type FormValues, testValuesOf } from '../model/form-values.ts';
import { InputField } from './input-field.tsx';
import classes from './usage-call.module.css';

interface RunFormProps {
  inputs: readonly Input[];
  values: FormValues;
  files: FormFiles;
  errors: Readonly<Record<string, string>>;
  /** Why it may not be run by this person. */
  refusal: string | null;
  runLabel: string;
  isRunning: boolean;
  onChange: (values: FormValues) => void;
  onFile: (name: string, file: File | null) => void;
  onRun: () => void;
  onCancel: () => void;
  onDryRun: () => void;
  /** Between the inputs and the buttons. */
  children: ReactNode;
}

/** The inputs of a call as fields; Ctrl or ⌘ with Enter runs it from any of them. */
export function RunForm(props: RunFormProps) {
  const { inputs, values, files, errors, refusal, runLabel, isRunning, onChange, onRun, onCancel, onDryRun } = props;
  const form = useRef<HTMLFormElement>(null);
  const wrong = Object.keys(errors).join('\n');
  // Whoever pressed Run stands at the first field that has to be mended.
  useEffect(() => {
    if (wrong !== '') form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [wrong]);
  const testValues = testValuesOf(inputs);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onRun();
  };
  return (
    <form
      ref={form}
      noValidate
      className={classes.form}
      onSubmit={submit}
      onKeyDown={(event) => {
        if (isShortcut(event.nativeEvent, 'run')) submit(event);
      }}
    >
      {inputs.length === 0 && <p className={classes.quiet}>This call takes no inputs.</p>}
      {inputs.map((input) => (
        <InputField
          key={input.name}
          input={input}
          value={values[input.name] ?? ''}
          error={errors[input.name]}
          file={files.get(input.name) ?? null}
          onFile={(file) => props.onFile(input.name, file)}
          onChange={(text) => onChange({ ...values, [input.name]: text })}
        />
      ))}
      {props.children}
      <div className={classes.buttons}>
        {isRunning ? (
          <Button variant="default" leftSection={<IconPlayerStop size={14} aria-hidden />} onClick={onCancel}>
            Cancel
          </Button>
        ) : (
          <Button
            type="submit"
            disabled={refusal !== null}
            leftSection={<IconPlayerPlay size={14} aria-hidden />}
            rightSection={<span className={classes.keys}>{keyWords('run')}</span>}
          >
            {runLabel}
          </Button>
        )}
        <Button variant="default" disabled={isRunning} onClick={onDryRun}>
          Dry run
        </Button>
        {Object.keys(testValues).length > 0 && (
          <Button
            variant="subtle"
            color="gray"
            className={classes.testValues ?? ''}
            onClick={() => onChange({ ...values, ...testValues })}
          >
            Use test values
          </Button>
        )}
      </div>
      {refusal !== null && <p className={classes.quiet}>{refusal}</p>}
    </form>
  );
}
