import { NAME_PATTERN } from '@jackfield/connector';
import { type KeyboardEvent, useId, useState } from 'react';
import classes from './row-editor.module.css';

interface InputNameFieldProps {
  name: string;
  label: string;
  /** Inputs that are there already. */
  names: readonly string[];
  isReadOnly: boolean;
  isInvalid: boolean;
  onCommit: (name: string) => void;
  onKeyDown?: (event: KeyboardEvent) => void;
  onBlur?: () => void;
}

/** The name of an input. What cannot be a name stays here until it can, so that the document is always valid. */
export function InputNameField(props: InputNameFieldProps) {
  const { name, label, names, isReadOnly, isInvalid, onCommit } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const isWrong = typed !== null && !NAME_PATTERN.test(typed);
  const commit = () => {
    if (typed !== null && !isWrong && typed !== name) onCommit(typed);
    if (!isWrong) setTyped(null);
  };
  return (
    <>
      <input
        className={classes.field}
        data-row-field="value"
        data-input-name=""
        data-own-undo=""
        aria-label={label}
        aria-invalid={isWrong || isInvalid || undefined}
        aria-describedby={isWrong ? `${id}-wrong` : undefined}
        value={typed ?? name}
        readOnly={isReadOnly}
        list={`${id}-names`}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped(null);
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) commit();
          props.onKeyDown?.(event);
        }}
        onBlur={() => {
          commit();
          props.onBlur?.();
        }}
      />
      <datalist id={`${id}-names`}>
        {names.map((other) => (
          <option key={other} value={other} />
        ))}
      </datalist>
      {isWrong && (
        <span id={`${id}-wrong`} className={classes.wrongName} role="alert">
          Start with a letter or _, then letters, digits, space, _ . or -.
        </span>
      )}
    </>
  );
}
