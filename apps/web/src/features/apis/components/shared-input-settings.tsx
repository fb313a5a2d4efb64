import type { Input } from '@jackfield/connector';
import { Checkbox, Textarea, TextInput } from '@mantine/core';

interface SharedInputSettingsProps {
  input: Input;
  canEdit: boolean;
  onChange: (change: Partial<Omit<Input, 'name'>>) => void;
  onLeave: () => void;
}

/** What is set rarely for an input of the API. */
export function SharedInputSettings({ input, canEdit, onChange, onLeave }: SharedInputSettingsProps) {
  return (
    <>
      <TextInput
        label="Default"
        description={
          input.isSensitive
            ? 'A sensitive input has none: everyone could read it'
            : 'Sent when a caller passes no value'
        }
        size="xs"
        classNames={{ input: 'jf-mono' }}
        spellCheck={false}
        value={input.defaultValue ?? ''}
        disabled={input.isSensitive}
        readOnly={!canEdit}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange({ defaultValue: text === '' ? undefined : text });
        }}
        onBlur={onLeave}
      />
      <Textarea
        label="Description"
        size="xs"
        autosize
        minRows={1}
        maxRows={5}
        value={input.description ?? ''}
        readOnly={!canEdit}
        onChange={(event) => {
          const text = event.currentTarget.value;
          onChange({ description: text === '' ? undefined : text });
        }}
        onBlur={onLeave}
      />
      <Checkbox
        size="xs"
        label="Allow blank"
        checked={input.allowBlank}
        disabled={!canEdit}
        onChange={(event) => onChange({ allowBlank: event.currentTarget.checked })}
      />
    </>
  );
}
