import {
  createEnvironment,
  deleteEnvironment,
  type Environment,
  type Project,
  renameEnvironment,
} from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { IconButton } from '../../../components/icon-button.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { useProjectChanged } from '../hooks/use-project-changed.ts';
import { NameForm } from './name-form.tsx';
import classes from './settings.module.css';

/** The environments of a project: what each is for, and what goes with one that is deleted. */
export function EnvironmentsSection({ project }: { project: Project }) {
  const changed = useProjectChanged();
  const [isAdding, setIsAdding] = useState(false);
  const [renaming, setRenaming] = useState<string | null>(null);
  const [doomed, setDoomed] = useState<Environment | null>(null);
  const params = { projectId: project.id };
  const canEdit = project.role === 'owner' || project.role === 'admin';
  const add = useMutation({
    mutationFn: (name: string) => callEndpoint(createEnvironment, { params, body: { name } }),
    onSuccess: async (next) => {
      setIsAdding(false);
      await changed(next);
    },
  });
  const rename = useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      callEndpoint(renameEnvironment, { params: { ...params, environmentId: id }, body: { name } }),
    onSuccess: async (next) => {
      setRenaming(null);
      await changed(next);
    },
  });
  const remove = useMutation({
    mutationFn: (environmentId: string) => callEndpoint(deleteEnvironment, { params: { ...params, environmentId } }),
    onSuccess: async (next) => {
      setDoomed(null);
      await changed(next);
    },
  });
  const drafts = project.environments.filter(({ runs }) => runs === 'draft');
  return (
    <section className={classes.section} aria-labelledby="environments">
      <div className={classes.sectionHead}>
        <div>
          <h2 id="environments" className={classes.sectionTitle}>
            Environments
          </h2>
          <p className={classes.sectionLead}>
            Base URLs, variables and secrets have a value in each; a missing one is never taken from another.
          </p>
        </div>
        {canEdit && !isAdding && (
          <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setIsAdding(true)}>
            Add environment
          </Button>
        )}
      </div>
      {isAdding && (
        <div className={classes.card}>
          <NameForm
            label="Name of the new environment"
            help="It starts without values: enter those that its calls need."
            submitLabel="Add"
            error={add.error}
            isBusy={add.isPending}
            onSubmit={(name) => add.mutate(name)}
            onCancel={() => setIsAdding(false)}
          />
        </div>
      )}
      <ul className={classes.list}>
        {project.environments.map((environment) => (
          <li key={environment.id} className={classes.line}>
            {renaming === environment.id ? (
              <NameForm
                label={`New name of ${environment.name}`}
                initial={environment.name}
                submitLabel="Save"
                error={rename.error}
                isBusy={rename.isPending}
                onSubmit={(name) => rename.mutate({ id: environment.id, name })}
                onCancel={() => setRenaming(null)}
              />
            ) : (
              <>
                <span className={classes.lineName}>{environment.name}</span>
                <span className={`${classes.quiet} ${classes.slug}`}>
                  <code>{environment.slug}</code>
                  {environment.runs === 'published' && ' · admins set its secrets and run its calls by hand'}
                </span>
                {canEdit && (
                  <IconButton label={`Rename ${environment.name}`} onClick={() => setRenaming(environment.id)}>
                    <IconPencil size={16} stroke={1.5} aria-hidden />
                  </IconButton>
                )}
                {canEdit && environment.runs === 'draft' && drafts.length > 1 && (
                  <IconButton label={`Delete ${environment.name}`} onClick={() => setDoomed(environment)}>
                    <IconTrash size={16} stroke={1.5} aria-hidden />
                  </IconButton>
                )}
              </>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        isOpen={doomed !== null}
        title={`Delete ${doomed?.name ?? ''}?`}
        confirmLabel="Delete environment"
        isBusy={remove.isPending}
        onClose={() => setDoomed(null)}
        onConfirm={() => doomed !== null && remove.mutate(doomed.id)}
      >
        <ProblemNotice error={remove.error} />
        <p>
          Its base URLs, variables, secrets and tokens are lost, and programs that run calls in it are refused. Nothing
          of it can be brought back.
        </p>
      </ConfirmDialog>
    </section>
  );
}
