import type { Secret, SecretOwner } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { SecretEntry } from './secret-entry.tsx';
import classes from './secret-field.module.css';
import { SecretOrigins } from './secret-origins.tsx';
import { SecretSummary } from './secret-summary.tsx';

export interface SecretFieldProps {
  projectId: string;
  owner: SecretOwner;
  /** `auth.<field>` of an API, `input.<name>` of a call, or the name of a project's own secret. */
  slot: string;
  environmentId: string;
  /** The accessible name: `Key, Development`. */
  label: string;
  /** What is set now. */
  secret: Secret | null;
  canEdit: boolean;
  placeholder?: string;
  /** For keys in PEM and other texts whose lines count. */
  hasLines?: boolean;
  /** Where it is about to go: what saving it confirms, and asked to be confirmed when it is not yet. */
  wantedOrigin?: string | null;
  /** Where it goes too: to the token URL of the authentication that it belongs to. */
  tokenOrigin?: string | null;
  /** Offers to remove the value. */
  onRemove?: () => void;
}

/** A write-only value: says what is set, takes a new one, never shows one. */
export function SecretField(props: SecretFieldProps) {
  const { secret, canEdit, label, wantedOrigin = null, tokenOrigin = null, onRemove } = props;
  const wantedOrigins = [...new Set([wantedOrigin, tokenOrigin])].filter((origin) => origin !== null);
  const [isReplacing, setIsReplacing] = useState(false);
  if (secret === null && !canEdit) return <p className={classes.unset}>Not set</p>;
  if (secret === null || isReplacing) {
    return (
      <SecretEntry
        {...props}
        onSaved={() => setIsReplacing(false)}
        onCancel={secret === null ? null : () => setIsReplacing(false)}
      />
    );
  }
  return (
    <div className={classes.set}>
      <div className={classes.line}>
        <SecretSummary secret={secret} />
        {canEdit && (
          <span className={classes.actions}>
            <Button size="xs" variant="default" aria-label={`Replace ${label}`} onClick={() => setIsReplacing(true)}>
              Replace
            </Button>
            {onRemove !== undefined && (
              <Button size="xs" variant="subtle" color="gray" aria-label={`Remove ${label}`} onClick={onRemove}>
                Remove
              </Button>
            )}
          </span>
        )}
      </div>
      <SecretOrigins projectId={props.projectId} secret={secret} wantedOrigins={wantedOrigins} canEdit={canEdit} />
    </div>
  );
}
