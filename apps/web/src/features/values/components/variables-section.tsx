import type { Environment, Variable } from '@jackfield/contracts';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { useDeleteVariable } from '../hooks/use-variable-changes.ts';
import { AddVariable } from './add-variable.tsx';
import classes from './values.module.css';
import { ValuesGrid } from './values-grid.tsx';
import { VariableCell } from './variable-cell.tsx';

interface VariablesSectionProps {
  projectId: string;
  environments: readonly Environment[];
  variables: readonly Variable[];
  takenNames: readonly string[];
  canEdit: boolean;
}

export function VariablesSection({ projectId, environments, variables, takenNames, canEdit }: VariablesSectionProps) {
  const [doomed, setDoomed] = useState<string | null>(null);
  const remove = useDeleteVariable(projectId);
  return (
    <section className={classes.section} aria-labelledby="variables">
      <div className={classes.sectionHead}>
        <div>
          <h2 id="variables" className={classes.sectionTitle}>
            Variables
          </h2>
          <p className={classes.sectionLead}>
            Plain values, such as a region or an account number. Everyone in the workspace can read them.
          </p>
        </div>
      </div>
      {variables.length > 0 && (
        <ValuesGrid caption="Variables by environment" environments={environments}>
          {variables.map((variable) => (
            <tr key={variable.name}>
              <th scope="row" className={classes.name}>
                <code>{variable.name}</code>
              </th>
              {environments.map((environment) => (
                <td key={environment.id} data-environment={environment.name}>
                  <VariableCell {...{ projectId, variable, environment, canEdit }} />
                </td>
              ))}
              <td className={classes.tools}>
                {canEdit && (
                  <IconButton label={`Delete ${variable.name}`} onClick={() => setDoomed(variable.name)}>
                    <IconTrash size={16} stroke={1.5} aria-hidden />
                  </IconButton>
                )}
              </td>
            </tr>
          ))}
        </ValuesGrid>
      )}
      {canEdit && <AddVariable {...{ projectId, environments, takenNames }} isFirst={variables.length === 0} />}
      <ConfirmDialog
        isOpen={doomed !== null}
        title={`Delete ${doomed ?? ''}?`}
        confirmLabel="Delete variable"
        isBusy={remove.isPending}
        onClose={() => setDoomed(null)}
        onConfirm={() => doomed !== null && remove.mutate(doomed, { onSuccess: () => setDoomed(null) })}
      >
        <ProblemNotice error={remove.error} />
        Calls that use <code>{`{{${doomed ?? ''}}}`}</code> stop working until it exists again. Its values in all
        environments are lost.
      </ConfirmDialog>
    </section>
  );
}
