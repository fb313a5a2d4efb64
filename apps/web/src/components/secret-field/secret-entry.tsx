import { LIMITS } from '@jackfield/connector';
import { Button, PasswordInput } from '@mantine/core';
import { type FocusEvent, useState } from 'react';
import { problemAt, toApiProblem } from '../../lib/api-problem.ts';
import { useSecretChanges } from '../../lib/use-secret-changes.ts';
import classes from './secret-field.module.css';
import type { SecretFieldProps } from './secret-field.tsx';
import { ShortSecretNotice } from './short-secret-notice.tsx';

interface SecretEntryProps extends SecretFieldProps {
  onSaved(): void;
  /** Null where nothing stands that one could go back to. */
  onCancel: (() => void) | null;
}

/** Takes a value: Enter, Save or leaving the field sends it. A short one asks first. */
export function SecretEntry(props: SecretEntryProps) {
  const { projectId, owner, slot, environmentId, label, placeholder, onSaved, onCancel } = props;
  const [value, setValue] = useState('');
  const [asksShort, setAsksShort] = useState(false);
  const { set } = useSecretChanges(projectId);
  const problem = set.error === null ? null : toApiProblem(set.error);

  const save = (acceptShort: boolean) => {
    if (value === '' || set.isPending) return;
    if (value.length < LIMITS.secretCharsMin && !acceptShort) return setAsksShort(true);
    setAsksShort(false);
    set.mutate(
      { owner, slot, environmentId, value, ...(acceptShort ? { acceptShort } : {}) },
      {
        onSuccess: () => {
          setValue('');
          onSaved();
        },
      },
    );
  };
  const saveWhenLeft = (event: FocusEvent<HTMLFormElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) save(false);
  };

  return (
    <form
      className={classes.entry}
      onBlur={saveWhenLeft}
      onSubmit={(event) => {
        event.preventDefault();
        save(false);
      }}
    >
      <div className={classes.line}>
        <PasswordInput
          className={classes.input ?? ''}
          classNames={{ innerInput: 'jf-mono' }}
          aria-label={label}
          placeholder={placeholder ?? 'Not set'}
          autoComplete="off"
          data-1p-ignore
          spellCheck={false}
          autoFocus={onCancel !== null}
          maxLength={LIMITS.secretCharsMax}
          value={value}
          error={problem === null ? null : (problemAt(problem, 'value') ?? problem.message)}
          onChange={(event) => {
            setValue(event.currentTarget.value);
            setAsksShort(false);
          }}
        />
        {value !== '' && (
          <Button type="submit" loading={set.isPending} aria-label={`Save ${label}`}>
            Save
          </Button>
        )}
        {onCancel !== null && (
          <Button variant="default" onMouseDown={(event) => event.preventDefault()} onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
      {asksShort && <ShortSecretNotice onAccept={() => save(true)} />}
    </form>
  );
}
