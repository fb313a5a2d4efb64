import { METHODS, methodSchema } from '@jackfield/connector';
import { Autocomplete } from '@mantine/core';
import { memo, useState } from 'react';
import classes from './url-bar.module.css';

const COLORS: Record<string, string | undefined> = {
  GET: 'green',
  POST: 'amber',
  PUT: 'blue',
  PATCH: 'violet',
  DELETE: 'red',
};

interface MethodPickerProps {
  method: string;
  isReadOnly: boolean;
  onChange: (method: string) => void;
}

/** One of the usual methods, or a word of one's own. What is no method yet stays here until it is one. */
export const MethodPicker = memo(function MethodPicker({ method, isReadOnly, onChange }: MethodPickerProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const isWrong = typed !== null && !methodSchema.safeParse(typed).success;
  return (
    <Autocomplete
      className={classes.method}
      classNames={{ input: classes.methodInput ?? '' }}
      aria-label="Method"
      data={[...METHODS]}
      // All are offered whatever stands there: one picks more often than one types.
      filter={({ options }) => options}
      maxDropdownHeight={320}
      comboboxProps={{ width: 140, position: 'bottom-start', shadow: 'md', transitionProps: { duration: 80 } }}
      value={typed ?? method}
      error={isWrong}
      readOnly={isReadOnly}
      variant="unstyled"
      data-color={COLORS[method] ?? 'grey'}
      selectFirstOptionOnDropdownOpen
      onFocus={(event) => event.currentTarget.select()}
      onChange={(value) => {
        if (methodSchema.safeParse(value).success) {
          setTyped(null);
          onChange(value);
        } else setTyped(value);
      }}
      onBlur={() => setTyped(null)}
      spellCheck={false}
    />
  );
});
