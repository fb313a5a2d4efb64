import type { Environment, NamedValueUse, Variable } from '@jackfield/contracts';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { showProblem, showUndo } from '../../../lib/notify.tsx';
import { useAddVariable, useDeleteVariable } from '../hooks/use-variable-changes.ts';
import { AddVariable } from './add-variable.tsx';
import { UseCount, UseList } from './use-list.tsx';
import classes from './values.module.css';
import { ValuesGrid } from './values-grid.tsx';
import { VariableCell } from './variable-cell.tsx';

interface VariablesSectionProps {
  projectId: string;
  environments: readonly Environment[];
  variables: readonly Variable[];
  takenNames: readonly string[];
  uses: ReadonlyMap<string, readonly NamedValueUse[]>;
  canEdit: boolean;
}

export function VariablesSection(props: VariablesSectionProps) {
  const { projectId, environments, variables, takenNames, uses, canEdit } = props;
  const [doomed, setDoomed] = useState<string | null>(null);
  const remove = useDeleteVariable(projectId);
  const add = useAddVariable(projectId);
  /** Nothing is lost that cannot be brought back, so nothing is asked. */
  const removeUnused = ({ name, values }: Variable) =>
    remove.mutate(name, {
      onError: showProblem,
      onSuccess: () =>
        showUndo(`The variable ${name} is deleted.`, async () => {
          for (const { environmentId, value } of values) await add.mutateAsync({ name, environmentId, value });
        }),
    });
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
                <UseCount {...{ projectId, environments }} name={variable.name} uses={uses.get(variable.name) ?? []} />
              </th>
              {environments.map((environment) => (
                <td key={environment.id} data-environment={environment.name}>
                  <VariableCell {...{ projectId, variable, environment, canEdit }} />
                </td>
              ))}
              <td className={classes.tools}>
                {canEdit && (
                  <IconButton
                    label={`Delete ${variable.name}`}
                    onClick={() => (uses.has(variable.name) ? setDoomed(variable.name) : removeUnused(variable))}
                  >
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
        <p>
          What uses <code>{`{{${doomed ?? ''}}}`}</code> stops working until it exists again:
        </p>
        <UseList {...{ projectId, environments }} uses={uses.get(doomed ?? '') ?? []} />
      </ConfirmDialog>
    </section>
  );
}
