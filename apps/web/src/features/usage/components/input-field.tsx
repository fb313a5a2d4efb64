import type { Input as CallInput } from '@jackfield/connector';
import { Input, PasswordInput, Select, Textarea, TextInput } from '@mantine/core';
import type { FocusEventHandler } from 'react';
import { FilePicker } from '../../../components/file-picker/file-picker.tsx';
import classes from './usage-call.module.css';

interface InputFieldProps {
  input: CallInput;
  value: string;
  error: string | undefined;
  /** Of an input that takes one. */
  file: File | null;
  onFile: (file: File | null) => void;
  onChange: (text: string) => void;
  onBlur?: FocusEventHandler;
}

const HELP: Partial<Record<CallInput['type'], string>> = {
  date: 'A date such as 2026-01-31, with a time 2026-01-31T12:00:00Z.',
  list: 'One item per line, or a JSON list.',
  object: 'A JSON object, such as {"a": 1}.',
};

/** One input of a call as a field of its type. */
export function InputField({ input, value, error, file, onFile, onChange }: InputFieldProps) {
  const { name, type, description, isSensitive, defaultValue, isRequired } = input;
  const mustHave = isRequired && defaultValue === undefined;
  const common = {
    label: name,
    description: [description, HELP[type]].filter(Boolean).join(' ') || undefined,
    error,
    withAsterisk: mustHave,
    placeholder: placeholderOf(input),
    inputWrapperOrder: ['label', 'input', 'error', 'description'] as const as (
      | 'label'
      | 'input'
      | 'error'
      | 'description'
    )[],
    spellCheck: false,
    autoComplete: 'off',
  };
  if (type === 'file') {
    return (
      <Input.Wrapper
        label={name}
        description={common.description}
        error={error}
        withAsterisk={mustHave}
        inputWrapperOrder={common.inputWrapperOrder}
        labelElement="div"
      >
        <div className={classes.file}>
          <FilePicker label={name} file={file} onChange={onFile} />
          {file === null && (
            <TextInput
              error={error !== undefined}
              spellCheck={false}
              autoComplete="off"
              aria-label={`Address of the file of ${name}`}
              placeholder="or its address: https://…"
              inputMode="url"
              value={value}
              onChange={(event) => onChange(event.currentTarget.value)}
            />
          )}
        </div>
      </Input.Wrapper>
    );
  }
  const choices = choicesOf(input);
  if (choices !== null) {
    return (
      <Select
        {...common}
        data={choices}
        value={value === '' ? null : value}
        clearable={!mustHave}
        onChange={(chosen) => onChange(chosen ?? '')}
      />
    );
  }
  if (isSensitive) {
    return <PasswordInput {...common} value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
  }
  if (type === 'list' || type === 'object') {
    return (
      <Textarea
        {...common}
        classNames={{ input: 'jf-mono' }}
        autosize
        minRows={2}
        maxRows={8}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  return (
    <TextInput
      {...common}
      {...(type === 'number' ? { inputMode: 'decimal' as const } : {})}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

function choicesOf({ type, allowedValues }: CallInput): { value: string; label: string }[] | null {
  if (type === 'boolean')
    return [
      { value: 'true', label: 'yes' },
      { value: 'false', label: 'no' },
    ];
  if (allowedValues === undefined || allowedValues.length === 0) return null;
  return [...new Set(allowedValues)].map((value) => ({ value, label: value }));
}

function placeholderOf({ defaultValue, isRequired, allowBlank, isSensitive }: CallInput): string {
  if (defaultValue !== undefined) return isSensitive ? 'has a default' : `default: ${defaultValue}`;
  if (!isRequired) return 'left out';
  return allowBlank ? 'blank' : '';
}
