import type { Input } from '@jackfield/connector';
import { IconX } from '@tabler/icons-react';
import { IconButton } from '../../../components/icon-button.tsx';
import { useEditor } from '../hooks/editor-context.ts';
import { fileOf } from '../hooks/use-test-files.ts';
import { testValueHint } from '../model/input-words.ts';
import classes from './inputs.module.css';
import { TestFilePicker } from './test-file.tsx';

interface TestValueFieldProps {
  input: Input;
  describedBy: string | undefined;
  isInvalid: boolean;
  onChange: (testValue: string | undefined) => void;
}

/** The text of a test value; no text is no value, or a blank where blanks are allowed. */
export function TestValueField({ input, describedBy, isInvalid, onChange }: TestValueFieldProps) {
  const { session, isReadOnly } = useEditor();
  const common = {
    className: classes.value,
    'aria-label': `Test value of ${input.name}`,
    'aria-describedby': describedBy,
    'aria-invalid': isInvalid || undefined,
    onBlur: session.leave,
  };
  if (input.type === 'boolean') {
    return (
      <select
        {...common}
        value={input.testValue ?? ''}
        disabled={isReadOnly}
        onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      >
        <option value="">No value</option>
        <option value="yes">Yes</option>
        <option value="no">No</option>
      </select>
    );
  }
  if (input.type === 'file') return <FileTestValue {...{ input, common, onChange }} />;
  const take = (text: string) => onChange(text === '' && !input.allowBlank ? undefined : text);
  const field = {
    ...common,
    value: input.testValue ?? '',
    placeholder: testValueHint(input),
    readOnly: isReadOnly,
    spellCheck: false,
    autoComplete: 'off',
  };
  return (
    <div className={classes.valueCell}>
      {input.type === 'list' || input.type === 'object' ? (
        <textarea {...field} rows={rowsFor(input.testValue)} onChange={(event) => take(event.currentTarget.value)} />
      ) : (
        <input
          {...field}
          inputMode={input.type === 'number' ? 'decimal' : undefined}
          onChange={(event) => take(event.currentTarget.value)}
        />
      )}
      {input.allowBlank && input.testValue !== undefined && !isReadOnly && (
        <IconButton label={`No test value for ${input.name}`} size={24} onClick={() => onChange(undefined)}>
          <IconX size={14} aria-hidden />
        </IconButton>
      )}
    </div>
  );
}

function rowsFor(text: string | undefined): number {
  return Math.min(6, (text ?? '').split('\n').length);
}

interface FileTestValueProps {
  input: Input;
  common: Record<string, unknown>;
  onChange: TestValueFieldProps['onChange'];
}

/** A file of this page, or the address of one, which is kept with the call like other test values. */
function FileTestValue({ input, common, onChange }: FileTestValueProps) {
  const { testFiles, isReadOnly } = useEditor();
  const isChosen = fileOf(testFiles.files, input) !== null;
  return (
    <div className={classes.valueCell} data-file="">
      {!isChosen && (
        <input
          {...common}
          value={input.testValue ?? ''}
          placeholder={testValueHint(input)}
          readOnly={isReadOnly}
          spellCheck={false}
          autoComplete="off"
          inputMode="url"
          onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
        />
      )}
      {(isChosen || !isReadOnly) && <TestFilePicker input={input} />}
    </div>
  );
}
