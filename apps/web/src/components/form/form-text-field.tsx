import { PasswordInput, TextInput, type TextInputProps } from '@mantine/core';
import type { FocusEvent } from 'react';
import { type Control, type FieldPath, type FieldValues, useController } from 'react-hook-form';

interface FormTextFieldProps<Values extends FieldValues>
  extends Pick<TextInputProps, 'placeholder' | 'autoComplete' | 'inputMode' | 'className' | 'leftSection'> {
  control: Control<Values>;
  name: FieldPath<Values>;
  label: string;
  /** The label is the field's name, but not shown. */
  isLabelHidden?: boolean;
  /** One line of help under the label. */
  help?: string;
  type?: 'text' | 'email' | 'password' | 'url';
  isMono?: boolean;
  hasFocus?: boolean;
  /** For a text that was put there for the person, to be typed over. */
  selectsOnFocus?: boolean;
  onEdit?(text: string): void;
}

/** A text of a form: label, help and error belong to the input for every reader (Mantine wires the ids). */
export function FormTextField<Values extends FieldValues>(props: FormTextFieldProps<Values>) {
  const {
    control,
    name,
    label,
    isLabelHidden,
    help,
    type = 'text',
    isMono,
    hasFocus,
    selectsOnFocus,
    onEdit,
    className,
    ...rest
  } = props;
  const { field, fieldState } = useController({ control, name });
  const Input = type === 'password' ? PasswordInput : TextInput;
  return (
    <Input
      {...rest}
      {...field}
      value={field.value ?? ''}
      onChange={(event) => {
        field.onChange(event);
        onEdit?.(event.currentTarget.value);
      }}
      {...(selectsOnFocus ? { onFocus: (event: FocusEvent<HTMLInputElement>) => event.currentTarget.select() } : {})}
      {...(type === 'password' ? {} : { type: type === 'url' ? 'text' : type })}
      {...(className === undefined ? {} : { className })}
      classNames={isMono ? { input: 'jf-mono' } : {}}
      {...(isLabelHidden ? { 'aria-label': label } : { label })}
      description={fieldState.error?.message === help ? undefined : help}
      error={fieldState.error?.message}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      data-autofocus={hasFocus || undefined}
      autoFocus={hasFocus ?? false}
      spellCheck={false}
    />
  );
}
