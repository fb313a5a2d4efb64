import { zodResolver } from '@hookform/resolvers/zod';
import { type ApiSummary, createToken, type EndpointBodyInput, type Project } from '@jackfield/contracts';
import { Button, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Controller, useForm } from 'react-hook-form';
import { FormTextField } from '../../../components/form/form-text-field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { applyProblem } from '../../../lib/apply-problem.ts';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { tokenQueries } from '../../../lib/queries/token-queries.ts';
import classes from './settings.module.css';
import { TokenShownOnce } from './token-shown-once.tsx';

interface NewTokenProps {
  project: Project;
  apis: readonly ApiSummary[];
  onClose(): void;
}

/** Makes a token, then shows it this one time. */
export function NewToken({ project, apis, onClose }: NewTokenProps) {
  const queryClient = useQueryClient();
  const { control, handleSubmit, setError } = useForm({
    resolver: zodResolver(createToken.body),
    defaultValues: { name: '', environmentId: project.environments[0]?.id ?? '' },
  });
  const create = useMutation({
    mutationFn: (body: EndpointBodyInput<typeof createToken>) =>
      callEndpoint(createToken, { params: { projectId: project.id }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: tokenQueries.list(project.id).queryKey }),
    onError: (error) => applyProblem(error, ['name', 'environmentId'], setError),
  });
  if (create.data !== undefined) {
    return (
      <TokenShownOnce
        project={project}
        apis={apis}
        value={create.data.value}
        name={create.data.token.name}
        onClose={onClose}
      />
    );
  }
  return (
    <form
      className={classes.card}
      noValidate
      onSubmit={handleSubmit((body) => create.mutate(body))}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <ProblemNotice error={create.error} fields={['name', 'environmentId']} />
      <div className={classes.formLine}>
        <FormTextField
          control={control}
          name="name"
          label="Name"
          placeholder="Web shop"
          autoComplete="off"
          className={classes.grow ?? ''}
          hasFocus
        />
        <Controller
          control={control}
          name="environmentId"
          render={({ field, fieldState }) => (
            <Select
              label="Environment"
              data={project.environments.map(({ id, name }) => ({ value: id, label: name }))}
              value={field.value}
              onChange={(id) => field.onChange(id)}
              onBlur={field.onBlur}
              error={fieldState.error?.message}
            />
          )}
        />
        <Button type="submit" className={classes.besideField ?? ''} loading={create.isPending}>
          Create token
        </Button>
        <Button variant="default" className={classes.besideField ?? ''} onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
