import { useId, useImperativeHandle, useRef } from 'react';
import classes from './code-editor.module.css';
import type { CodeEditorProps } from './code-languages.ts';

/** What stands in for the editor where it cannot be loaded: everything but the colours and the names it offers. */
export function PlainCodeEditor({ value, label, onChange, onBlur, problems, isReadOnly, ...rest }: CodeEditorProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const noteId = useId();
  useImperativeHandle(
    rest.handle,
    () => ({
      find: () => field.current?.focus(),
      goTo: (offset) => {
        field.current?.focus();
        field.current?.setSelectionRange(offset, offset);
      },
    }),
    [],
  );
  return (
    <div className={classes.plain}>
      <p id={noteId}>
        The code editor could not be loaded, so this is a plain text field. Reload the page to try again.
      </p>
      <textarea
        ref={field}
        aria-label={label}
        aria-describedby={noteId}
        aria-invalid={problems?.some((problem) => problem.severity === 'error') || undefined}
        value={value}
        placeholder={rest.placeholder}
        readOnly={isReadOnly || onChange === undefined}
        wrap={rest.wrapsLines === false ? 'off' : 'soft'}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onChange={(event) => onChange?.(event.currentTarget.value)}
        onBlur={onBlur}
      />
    </div>
  );
}
