import type { ComponentPropsWithoutRef, KeyboardEvent } from 'react';
import type { PlaceholderName } from '../code-editor/code-languages.ts';
import type { NameForm } from './find-completion.ts';
import { useNameCompletion } from './use-name-completion.tsx';

interface CompletingFieldProps
  extends Omit<ComponentPropsWithoutRef<'input'>, 'onChange' | 'onKeyDown' | 'onBlur' | 'onSelect' | 'value'> {
  value: string;
  names: readonly PlaceholderName[];
  forms?: readonly NameForm[];
  onChange: (value: string) => void;
  onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  onBlur?: () => void;
  onSelect?: (input: HTMLInputElement) => void;
}

const BRACES: readonly NameForm[] = ['braces'];

/** A line of text in which names are completed. */
export function CompletingField({
  value,
  names,
  forms = BRACES,
  onChange,
  onKeyDown,
  onBlur,
  onSelect,
  ...props
}: CompletingFieldProps) {
  const { fieldProps, list } = useNameCompletion({ value, names, forms, onChange, onKeyDown, onBlur, onSelect });
  return (
    <>
      <input {...props} {...fieldProps} autoComplete="off" spellCheck={false} />
      {list}
    </>
  );
}
