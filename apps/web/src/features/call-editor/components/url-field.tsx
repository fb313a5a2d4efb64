import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react';
import type { PlaceholderName } from '../../../components/code-editor/code-languages.ts';
import { CompletingField } from '../../../components/name-completion/completing-field.tsx';
import type { Stretch } from '../model/url-stretches.ts';
import classes from './url-bar.module.css';

const FORMS = ['braces', 'brackets'] as const;

interface UrlFieldProps {
  value: string;
  /** The text in stretches, of which the placeholders are coloured. */
  stretches: readonly Stretch[];
  /** Inputs behind `[`, variables and secrets behind `{{`. */
  names: readonly PlaceholderName[];
  describedBy: string | undefined;
  isInvalid: boolean;
  isReadOnly: boolean;
  onChange: (value: string) => void;
  /** True when the pasted text was taken. */
  onPasteText: (text: string, isWhole: boolean) => boolean;
  onBlur: () => void;
}

/** One line of text whose placeholders are coloured by a copy of it behind the field, in the same type face. */
export function UrlField(props: UrlFieldProps) {
  const { value, stretches, names, describedBy, isInvalid, isReadOnly, onChange, onPasteText, onBlur } = props;
  const copyRef = useRef<HTMLDivElement>(null);
  const follow = (input: HTMLInputElement) => {
    if (copyRef.current) copyRef.current.scrollLeft = input.scrollLeft;
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>) => {
    const { selectionStart, selectionEnd } = event.currentTarget;
    const isWhole = selectionStart === 0 && selectionEnd === value.length;
    if (onPasteText(event.clipboardData.getData('text/plain').trim(), isWhole)) event.preventDefault();
  };
  const onKeyUp = (event: KeyboardEvent<HTMLInputElement>) => follow(event.currentTarget);
  return (
    <div className={classes.url} data-invalid={isInvalid || undefined}>
      <div ref={copyRef} className={classes.copy} aria-hidden>
        {stretches.map((stretch) => (
          <span key={stretch.start} data-kind={stretch.kind}>
            {stretch.text}
          </span>
        ))}
      </div>
      <CompletingField
        className={classes.urlInput}
        aria-label="URL"
        aria-invalid={isInvalid || undefined}
        aria-describedby={describedBy}
        placeholder="/path/[input]"
        value={value}
        names={names}
        forms={FORMS}
        readOnly={isReadOnly}
        autoCapitalize="off"
        onChange={onChange}
        onPaste={onPaste}
        onScroll={(event) => follow(event.currentTarget)}
        onSelect={follow}
        onKeyUp={onKeyUp}
        onBlur={onBlur}
      />
    </div>
  );
}
