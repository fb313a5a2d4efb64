import { zodResolver } from '@hookform/resolvers/zod';
import { type Session, signIn } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useForm } from 'react-hook-form';
import { FormTextField } from '../../../components/form/form-text-field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { applyProblem } from '../../../lib/apply-problem.ts';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import classes from './door.module.css';

const FIELDS = ['email', 'password'] as const;

interface SignInFormProps {
  /** Of whom signs in again. */
  email?: string;
  onSignedIn(session: Session): void;
}

export function SignInForm({ email = '', onSignedIn }: SignInFormProps) {
  const { control, handleSubmit, setError } = useForm({
    resolver: zodResolver(signIn.body),
    defaultValues: { email, password: '' },
  });
  const enter = useMutation({
    mutationFn: (body: { email: string; password: string }) => callEndpoint(signIn, { body }),
    onSuccess: onSignedIn,
    onError: (error) => applyProblem(error, FIELDS, setError),
  });
  return (
    <form className={classes.form} noValidate onSubmit={handleSubmit((body) => enter.mutate(body))}>
      <ProblemNotice error={enter.error} fields={FIELDS} />
      <FormTextField
        control={control}
        name="email"
        label="E-mail"
        type="email"
        autoComplete="username"
        hasFocus={email === ''}
      />
      <FormTextField
        control={control}
        name="password"
        label="Password"
        type="password"
        autoComplete="current-password"
        hasFocus={email !== ''}
      />
      <Button type="submit" size="md" fullWidth className={classes.submit ?? ''} loading={enter.isPending}>
        Sign in
      </Button>
    </form>
  );
}
