import type { Environment, NamedValueUse, Role, Secret } from '@jackfield/contracts';
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
import { UseCount, UseList } from './use-list.tsx';
import classes from './values.module.css';
import { ValuesGrid } from './values-grid.tsx';

interface SecretsSectionProps {
  projectId: string;
  environments: readonly Environment[];
  secrets: readonly Secret[];
  takenNames: readonly string[];
  uses: ReadonlyMap<string, readonly NamedValueUse[]>;
  role: Role;
}

export function SecretsSection(props: SecretsSectionProps) {
  const { projectId, environments, secrets, takenNames, uses, role } = props;
  const [doomed, setDoomed] = useState<{ name: string; title: string; secrets: Secret[] } | null>(null);
  const doomedUses = uses.get(doomed?.name ?? '') ?? [];
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
                <UseCount {...{ projectId, environments, name }} uses={uses.get(name) ?? []} />
              </th>
              {environments.map((environment) => {
                const secret = byEnvironment.get(environment.id) ?? null;
                return (
                  <td key={environment.id} data-environment={environment.name}>
                    <SecretCell
                      {...{ projectId, name, environment, secret }}
                      canEdit={maySetSecrets(role, environment)}
                      onRemove={() =>
                        secret && setDoomed({ name, title: `${name} in ${environment.name}`, secrets: [secret] })
                      }
                    />
                  </td>
                );
              })}
              <td className={classes.tools}>
                {canEdit && (
                  <IconButton
                    label={`Delete ${name}`}
                    onClick={() => setDoomed({ name, title: name, secrets: [...byEnvironment.values()] })}
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
        {doomedUses.length > 0 && (
          <>
            <p>What uses it stops working until it is set again:</p>
            <UseList {...{ projectId, environments }} uses={doomedUses} />
          </>
        )}
        <p>{doomedUses.length === 0 && 'Nothing uses it. '}The value cannot be brought back: nobody can read it.</p>
      </ConfirmDialog>
    </section>
  );
}
