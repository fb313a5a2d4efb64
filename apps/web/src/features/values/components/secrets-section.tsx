import type { Environment, Role, Secret } from '@jackfield/contracts';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { maySetSecrets } from '../../../lib/may.ts';
import { useSecretChanges } from '../../../lib/use-secret-changes.ts';
import { groupSecrets } from '../model/group-secrets.ts';
import { AddSecret } from './add-secret.tsx';
import { SecretCell } from './secret-cell.tsx';
import classes from './values.module.css';
import { ValuesGrid } from './values-grid.tsx';

interface SecretsSectionProps {
  projectId: string;
  environments: readonly Environment[];
  secrets: readonly Secret[];
  takenNames: readonly string[];
  role: Role;
}

export function SecretsSection({ projectId, environments, secrets, takenNames, role }: SecretsSectionProps) {
  const [doomed, setDoomed] = useState<{ title: string; secrets: Secret[] } | null>(null);
  const { remove } = useSecretChanges(projectId);
  const rows = groupSecrets(secrets);
  const canEdit = role !== 'viewer';
  const destroy = async () => {
    for (const { id } of doomed?.secrets ?? []) await remove.mutateAsync(id);
    setDoomed(null);
  };
  return (
    <section className={classes.section} aria-labelledby="secrets">
      <h2 id="secrets" className={classes.sectionTitle}>
        Secrets
      </h2>
      <p className={classes.sectionLead}>
        Keys and passwords. Once saved, a value is never shown again, to nobody, and goes only to addresses that were
        confirmed for it.
      </p>
      {rows.length > 0 && (
        <ValuesGrid caption="Secrets by environment" environments={environments}>
          {rows.map(({ name, byEnvironment }) => (
            <tr key={name}>
              <th scope="row" className={classes.name}>
                <code>{name}</code>
              </th>
              {environments.map((environment) => {
                const secret = byEnvironment.get(environment.id) ?? null;
                return (
                  <td key={environment.id} data-environment={environment.name}>
                    <SecretCell
                      {...{ projectId, name, environment, secret }}
                      canEdit={maySetSecrets(role, environment)}
                      onRemove={() =>
                        secret && setDoomed({ title: `${name} in ${environment.name}`, secrets: [secret] })
                      }
                    />
                  </td>
                );
              })}
              <td className={classes.tools}>
                {canEdit && (
                  <IconButton
                    label={`Delete ${name}`}
                    onClick={() => setDoomed({ title: name, secrets: [...byEnvironment.values()] })}
                  >
                    <IconTrash size={16} stroke={1.5} aria-hidden />
                  </IconButton>
                )}
              </td>
            </tr>
          ))}
        </ValuesGrid>
      )}
      {canEdit && <AddSecret {...{ projectId, environments, takenNames }} isFirst={rows.length === 0} />}
      <ConfirmDialog
        isOpen={doomed !== null}
        title={`Delete ${doomed?.title ?? ''}?`}
        confirmLabel="Delete secret"
        isBusy={remove.isPending}
        onClose={() => setDoomed(null)}
        onConfirm={() => void destroy().catch(() => undefined)}
      >
        <ProblemNotice error={remove.error} />
        Calls that use it stop working. The value cannot be brought back: nobody can read it, not even this server's
        operator through the editor.
      </ConfirmDialog>
    </section>
  );
}
