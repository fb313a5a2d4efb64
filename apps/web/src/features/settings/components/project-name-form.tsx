import { zodResolver } from '@hookform/resolvers/zod';
import { type Project, renameProject } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { FormTextField } from '../../../components/form/form-text-field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { applyProblem } from '../../../lib/apply-problem.ts';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import classes from './settings.module.css';

/** The project's name; its slug stays, since it stands in the address of every run. */
export function ProjectNameForm({ project }: { project: Project }) {
  const queryClient = useQueryClient();
  const { control, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(renameProject.body.pick({ name: true })),
    defaultValues: { name: project.name },
  });
  const rename = useMutation({
    mutationFn: ({ name }: { name: string }) =>
      callEndpoint(renameProject, { params: { projectId: project.id }, body: { name, version: project.version } }),
    onSuccess: async (renamed) => {
      queryClient.setQueryData(projectQueries.detail(project.id).queryKey, renamed);
      await queryClient.invalidateQueries({ queryKey: projectQueries.list().queryKey });
    },
    onError: (error) => applyProblem(error, ['name'], setError),
  });
  return (
    <form className={classes.form} noValidate onSubmit={handleSubmit((values) => rename.mutate(values))}>
      <ProblemNotice error={rename.error} fields={['name']} />
      <div className={classes.formLine}>
        <FormTextField control={control} name="name" label="Name" autoComplete="off" className={classes.grow ?? ''} />
        {formState.isDirty && (
          <Button type="submit" className={classes.besideField ?? ''} loading={rename.isPending}>
            Save
          </Button>
        )}
      </div>
      <p className={classes.help}>
        In addresses it is <code>{project.slug}</code>, also after a new name.
      </p>
    </form>
  );
}
