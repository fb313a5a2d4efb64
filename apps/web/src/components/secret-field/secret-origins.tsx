import type { Secret } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { useSecretChanges } from '../../lib/use-secret-changes.ts';
import { Notice } from '../notice.tsx';
import { ProblemNotice } from '../problem-notice.tsx';
import classes from './secret-field.module.css';

interface SecretOriginsProps {
  projectId: string;
  secret: Secret;
  wantedOrigin: string | null;
  canEdit: boolean;
}

/** Where a secret may go, and the confirmation for a place where it is wanted but may not go yet. */
export function SecretOrigins({ projectId, secret, wantedOrigin, canEdit }: SecretOriginsProps) {
  const { confirm } = useSecretChanges(projectId);
  const isWanted = wantedOrigin !== null && !secret.origins.includes(wantedOrigin);
  return (
    <>
      {secret.origins.length > 0 && (
        <p className={classes.origins}>
          Goes to{' '}
          {secret.origins.map((origin, index) => (
            <span key={origin}>
              {index > 0 && ', '}
              <code>{origin}</code>
            </span>
          ))}
        </p>
      )}
      {isWanted && (
        <Notice
          kind="warning"
          title="Not confirmed for this address"
          actions={
            canEdit && (
              <Button
                size="xs"
                variant="default"
                loading={confirm.isPending}
                onClick={() => confirm.mutate({ secretId: secret.id, origin: wantedOrigin })}
              >
                Confirm
              </Button>
            )
          }
        >
          <p>
            It is not sent to <code>{wantedOrigin}</code> until someone confirms that it may go there.
          </p>
        </Notice>
      )}
      <ProblemNotice error={confirm.error} />
    </>
  );
}
