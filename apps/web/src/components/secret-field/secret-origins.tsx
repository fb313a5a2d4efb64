import type { Secret } from '@jackfield/contracts';
import { Button, CloseButton } from '@mantine/core';
import { useSecretChanges } from '../../lib/use-secret-changes.ts';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import classes from './secret-field.module.css';

interface SecretOriginsProps {
  projectId: string;
  secret: Secret;
  wantedOrigins: readonly string[];
  canEdit: boolean;
}

/** Where a secret may go, and the confirmation for a place where it is wanted but may not go yet. */
export function SecretOrigins({ projectId, secret, wantedOrigins, canEdit }: SecretOriginsProps) {
  const { confirm, takeBack } = useSecretChanges(projectId);
  const missing = wantedOrigins.filter((origin) => !secret.origins.includes(origin));
  return (
    <>
      {secret.origins.length > 0 && (
        <p className={classes.origins}>
          Goes to{' '}
          {secret.origins.map((origin, index) => (
            <span key={origin}>
              {index > 0 && ', '}
              <code>{origin}</code>
              {canEdit && (
                <CloseButton
                  size="xs"
                  className={classes.takeBack ?? ''}
                  aria-label={`Let it no longer go to ${origin}`}
                  title={`Let it no longer go to ${origin}`}
                  disabled={takeBack.isPending}
                  onClick={() => takeBack.mutate({ secretId: secret.id, origin })}
                />
              )}
            </span>
          ))}
        </p>
      )}
      {missing.map((origin) => (
        <Notice
          key={origin}
          kind="warning"
          title="Not confirmed for this address"
          actions={
            canEdit && (
              <Button
                size="xs"
                variant="default"
                loading={confirm.isPending}
                onClick={() => confirm.mutate({ secretId: secret.id, origin })}
              >
                Confirm
              </Button>
            )
          }
        >
          <p>
            It is not sent to <code>{origin}</code> until someone confirms that it may go there.
          </p>
        </Notice>
      ))}
      <ProblemNotice error={confirm.error ?? takeBack.error} />
    </>
  );
}
