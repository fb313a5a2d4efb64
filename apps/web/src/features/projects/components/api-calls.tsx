import { zodResolver } from '@hookform/resolvers/zod';
import { createCall, type Project } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { FormTextField } from '../../../components/form/form-text-field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { applyProblem } from '../../../lib/apply-problem.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { useTreeChanges } from '../hooks/use-tree-changes.tsx';
import classes from './api-calls.module.css';
import { CallList } from './call-list.tsx';

/** An API's calls, and the way to one more: the next step after an API was added. */
export function ApiCalls({ project, apiId }: { project: Project; apiId: string }) {
  const { data: apis } = useSuspenseQuery(projectQueries.tree(project.id));
  const { addCall } = useTreeChanges(project.id);
  const { control, handleSubmit, setError } = useForm({
    resolver: zodResolver(createCall.body.pick({ name: true })),
    defaultValues: { name: '' },
  });
  const api = apis.find(({ id }) => id === apiId);
  if (api === undefined) return null;
  const submit = handleSubmit(({ name }) =>
    addCall.mutate({ apiId, name }, { onError: (error) => applyProblem(error, ['name'], setError) }),
  );
  return (
    <>
      {api.calls.length > 0 && <CallList project={project} api={api} />}
      {project.role !== 'viewer' && (
        <form noValidate onSubmit={submit} className={classes.form} data-own-undo="">
          <ProblemNotice error={addCall.error} fields={['name']} />
          <div className={classes.line}>
            <FormTextField
              control={control}
              name="name"
              label="Name of the new call"
              isLabelHidden
              placeholder={api.calls.length === 0 ? 'First call, such as List customers' : 'Another call'}
              autoComplete="off"
              className={classes.grow ?? ''}
            />
            <Button type="submit" variant={api.calls.length === 0 ? 'filled' : 'default'} loading={addCall.isPending}>
              Add call
            </Button>
          </div>
        </form>
      )}
    </>
  );
}
