import { zodResolver } from '@hookform/resolvers/zod';
import { displayNameSchema, type Session, signUp } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { FormTextField } from '../../../components/form/form-text-field.tsx';
import { Notice } from '../../../components/notice.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { applyProblem } from '../../../lib/apply-problem.ts';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import classes from './door.module.css';

const FIELDS = ['name', 'email', 'password', 'workspaceName'] as const;
const schema = signUp.body.omit({ setupToken: true }).extend({
  name: z.string().trim().min(1, 'Type your name.').pipe(displayNameSchema),
  workspaceName: displayNameSchema.or(z.literal('')),
});
type SignUpValues = z.infer<typeof schema>;

interface SignUpFormProps {
  /** From the one-time link. */
  setupToken: string | undefined;
  needsLink: boolean;
  onSignedUp(session: Session): void;
}

/** Makes the account together with its workspace. */
export function SignUpForm({ setupToken, needsLink, onSignedUp }: SignUpFormProps) {
  const { control, handleSubmit, setError } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: '', email: '', password: '', workspaceName: '' },
  });
  const enter = useMutation({
    mutationFn: ({ workspaceName, ...body }: SignUpValues) =>
      callEndpoint(signUp, {
        body: {
          ...body,
          ...(workspaceName === '' ? {} : { workspaceName }),
          ...(setupToken === undefined ? {} : { setupToken }),
        },
      }),
    onSuccess: onSignedUp,
    onError: (error) => applyProblem(error, FIELDS, setError),
  });
  return (
    <form className={classes.form} noValidate onSubmit={handleSubmit((body) => enter.mutate(body))}>
      {needsLink && setupToken === undefined && (
        <Notice kind="warning" title="Open the one-time link">
          This server listens beyond its own machine, so the first account needs the link that it printed at start.
        </Notice>
      )}
      <ProblemNotice error={enter.error} fields={FIELDS} />
      <FormTextField control={control} name="name" label="Your name" autoComplete="name" hasFocus />
      <FormTextField control={control} name="email" label="E-mail" type="email" autoComplete="username" />
      <FormTextField
        control={control}
        name="password"
        label="Password"
        help="At least 10 characters."
        type="password"
        autoComplete="new-password"
      />
      <FormTextField
        control={control}
        name="workspaceName"
        label="Workspace (optional)"
        help="Your team or company."
        placeholder="Acme"
        autoComplete="organization"
      />
      <Button type="submit" size="md" fullWidth className={classes.submit ?? ''} loading={enter.isPending}>
        Create account
      </Button>
    </form>
  );
}
