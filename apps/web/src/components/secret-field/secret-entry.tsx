import { LIMITS } from '@jackfield/connector';
import { Button, PasswordInput, Textarea } from '@mantine/core';
import { type ChangeEvent, type FocusEvent, useState } from 'react';
import { problemAt, toApiProblem } from '../../lib/api-problem.ts';
import { useSecretChanges } from '../../lib/use-secret-changes.ts';
import { OriginChangedNotice } from './origin-changed-notice.tsx';
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
  const { projectId, owner, slot, environmentId, label, placeholder, wantedOrigin = null, hasLines = false } = props;
  const { tokenOrigin = null } = props;
  const { onSaved, onCancel } = props;
  const [value, setValue] = useState('');
  const [asksShort, setAsksShort] = useState(false);
  const { set } = useSecretChanges(projectId);
  const problem = set.error === null ? null : toApiProblem(set.error);
  const isMoved = problem?.code === 'origin_changed';

  const save = (acceptShort: boolean, origin = wantedOrigin) => {
    if (value === '' || set.isPending) return;
    if (value.length < LIMITS.secretCharsMin && !acceptShort) return setAsksShort(true);
    setAsksShort(false);
    set.mutate(
      {
        owner,
        slot,
        environmentId,
        value,
        ...(origin === null ? {} : { origin }),
        ...(tokenOrigin === null ? {} : { tokenOrigin }),
        ...(acceptShort ? { acceptShort } : {}),
      },
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

  const input = {
    className: classes.input ?? '',
    'aria-label': label,
    placeholder: placeholder ?? 'Not set',
    autoComplete: 'off',
    'data-1p-ignore': true,
    spellCheck: false,
    autoFocus: onCancel !== null,
    maxLength: LIMITS.secretCharsMax,
    value,
    error: problem === null || isMoved ? null : (problemAt(problem, 'value') ?? problem.message),
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      setValue(event.currentTarget.value);
      setAsksShort(false);
    },
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
        {hasLines ? (
          <Textarea {...input} classNames={{ input: 'jf-mono' }} rows={4} />
        ) : (
          <PasswordInput {...input} classNames={{ innerInput: 'jf-mono' }} />
        )}
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
      {isMoved && (
        <OriginChangedNotice
          problem={problem}
          onConfirm={(origin) => save(value.length < LIMITS.secretCharsMin, origin)}
        />
      )}
    </form>
  );
}
