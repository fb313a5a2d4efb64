import type { RunError } from '@jackfield/connector';
import type { Secret } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useSecretChanges } from '../../../lib/use-secret-changes.ts';
import { unconfirmedSecrets } from '../model/unconfirmed-secrets.ts';

interface ConfirmOriginProps {
  error: RunError;
  where: { projectId: string; environmentId: string; apiId: string; callId: string };
  secrets: readonly Secret[];
  /** Every secret was confirmed: the run can be tried again. */
  onConfirmed: () => void;
}

/** Lets the secrets that an error names go where the call goes, and runs it again. */
export function ConfirmOrigin({ error, where, secrets, onConfirmed }: ConfirmOriginProps) {
  const { confirm } = useSecretChanges(where.projectId);
  const wanted = unconfirmedSecrets(error, where, secrets);
  if (wanted === null) return null;
  const { origin } = wanted;
  const confirmAll = async () => {
    try {
      for (const secret of wanted.secrets) await confirm.mutateAsync({ secretId: secret.id, origin });
      onConfirmed();
    } catch {
      // The mutation keeps the error, and it is shown below.
    }
  };
  return (
    <div>
      <Button
        variant="default"
        leftSection={<IconShieldCheck size={16} stroke={1.75} aria-hidden />}
        loading={confirm.isPending}
        onClick={() => void confirmAll()}
      >
        {`Confirm ${origin} and initialize again`}
      </Button>
      <ProblemNotice error={confirm.error} />
    </div>
  );
}
