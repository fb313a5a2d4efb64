import { type AuthField, LIMITS } from '@jackfield/connector';
import { Select, Switch, Textarea, TextInput } from '@mantine/core';

interface AuthValueProps {
  field: AuthField;
  label: string;
  helpId: string;
  value: string;
  error: string | null;
  canEdit: boolean;
  onChange(text: string): void;
  onLeave(): void;
}

/** A value of an authentication field that is not secret, typed as the field wants it. */
export function AuthValue({ field, label, helpId, value, error, canEdit, onChange, onLeave }: AuthValueProps) {
  const common = { 'aria-label': label, 'aria-describedby': helpId, error, onBlur: onLeave };
  if (field.input === 'switch') {
    return (
      <Switch
        {...common}
        checked={value === 'yes'}
        disabled={!canEdit}
        onChange={(event) => onChange(event.currentTarget.checked ? 'yes' : '')}
      />
    );
  }
  if (field.input === 'choice') {
    return (
      <Select
        {...common}
        data={[...(field.choices ?? [])]}
        value={value}
        readOnly={!canEdit}
        allowDeselect={false}
        withCheckIcon
        onChange={(chosen) => chosen !== null && onChange(chosen)}
      />
    );
  }
  const text = {
    ...common,
    classNames: { input: 'jf-mono' },
    placeholder: field.default,
    spellCheck: false,
    autoComplete: 'off',
    maxLength: LIMITS.rowValueCharsMax,
    readOnly: !canEdit,
    value,
  };
  return field.input === 'lines' ? (
    <Textarea {...text} autosize minRows={3} maxRows={12} onChange={(event) => onChange(event.currentTarget.value)} />
  ) : (
    <TextInput {...text} onChange={(event) => onChange(event.currentTarget.value)} />
  );
}
