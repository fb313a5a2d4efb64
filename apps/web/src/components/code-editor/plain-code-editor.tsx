import classes from './code-editor.module.css';
import type { CodeEditorProps } from './code-languages.ts';

/** What stands in for the editor where it cannot be loaded: everything but the colours. */
export function PlainCodeEditor({
  value,
  label,
  onChange,
  onBlur,
  problems,
  isReadOnly,
  placeholder,
}: CodeEditorProps) {
  return (
    <textarea
      className={classes.plain}
      aria-label={label}
      aria-invalid={problems?.some((problem) => problem.severity === 'error') || undefined}
      value={value}
      placeholder={placeholder}
      readOnly={isReadOnly || onChange === undefined}
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      onChange={(event) => onChange?.(event.currentTarget.value)}
      onBlur={onBlur}
    />
  );
}
