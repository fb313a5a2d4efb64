import { zodResolver } from '@hookform/resolvers/zod';
import { LIMITS, nameFromBaseUrl, readBaseUrl } from '@jackfield/connector';
import { displayNameSchema, type Project } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { FormTextField } from '../../../components/form/form-text-field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { problemAt, toApiProblem } from '../../../lib/api-problem.ts';
import { useCreateApi } from '../hooks/use-create-api.ts';
import classes from './add-api-form.module.css';

const schema = z.object({
  baseUrl: z
    .string()
    .max(LIMITS.urlCharsMax)
    .transform(readBaseUrl)
    .refine((url) => url === '' || url.startsWith('{{') || /^https?:\/\/[^\s/?#]+[^\s]*$/i.test(url), {
      message: 'A web address, such as https://api.example.com/v1.',
    }),
  name: displayNameSchema,
});

interface AddApiFormProps {
  project: Project;
  onAdded?(): void;
}

/** The two things an API starts with; the rest has its place on the API's page. */
export function AddApiForm({ project, onAdded }: AddApiFormProps) {
  const navigate = useNavigate();
  const create = useCreateApi(project);
  const { control, handleSubmit, setError, setValue, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { baseUrl: '', name: '' },
  });
  const submit = handleSubmit((values) =>
    create.mutate(values, {
      onSuccess: (api) => {
        onAdded?.();
        void navigate({ to: '/projects/$projectId/apis/$apiId', params: { projectId: project.id, apiId: api.id } });
      },
      onError: (error) => {
        const problem = toApiProblem(error);
        const message = problemAt(problem, 'name') ?? (problem.code === 'name_taken' ? problem.message : null);
        if (message !== null) setError('name', { message }, { shouldFocus: true });
      },
    }),
  );
  const suggestName = (baseUrl: string) => {
    if (!formState.dirtyFields.name) setValue('name', nameFromBaseUrl(readBaseUrl(baseUrl)));
  };
  const hasNameError = formState.errors.name !== undefined;
  return (
    <form className={classes.form} noValidate onSubmit={submit}>
      {!hasNameError && <ProblemNotice error={create.error} fields={['name']} />}
      <FormTextField
        control={control}
        name="baseUrl"
        label="Base URL"
        help="What the addresses of all its calls begin with. Each environment can get its own later."
        placeholder="https://api.example.com/v1"
        inputMode="url"
        isMono
        hasFocus
        onEdit={suggestName}
      />
      <FormTextField
        control={control}
        name="name"
        label="Name"
        placeholder="Stripe"
        autoComplete="off"
        selectsOnFocus
      />
      <div className={classes.foot}>
        <Button type="submit" loading={create.isPending}>
          Add API
        </Button>
      </div>
    </form>
  );
}
