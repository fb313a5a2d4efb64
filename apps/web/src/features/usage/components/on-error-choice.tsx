import type { OnError } from '@jackfield/contracts';
import { NativeSelect } from '@mantine/core';

interface OnErrorChoiceProps {
  value: OnError;
  onChange: (value: OnError) => void;
}

/** What a caller would be answered where the run does not end well; the result is the same. */
export function OnErrorChoice({ value, onChange }: OnErrorChoiceProps) {
  return (
    <NativeSelect
      size="xs"
      label="When it does not end well"
      data={[
        { value: 'continue', label: 'Go on: the error is part of the result' },
        { value: 'stop', label: 'Stop: the caller is answered 424' },
      ]}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value === 'stop' ? 'stop' : 'continue')}
    />
  );
}
