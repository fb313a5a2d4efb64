import { zodResolver } from '@hookform/resolvers/zod';
import { changePassword, renameAccount } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { FormTextField } from '../../../components/form/form-text-field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { applyProblem } from '../../../lib/apply-problem.ts';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { sessionQueries } from '../../../lib/queries/session-queries.ts';
import { NameForm } from './name-form.tsx';
import classes from './settings.module.css';

/** The person's own name and password. */
export function AccountSection() {
  const queryClient = useQueryClient();
  const { data: session } = useQuery(sessionQueries.current());
  const [editing, setEditing] = useState<'name' | 'password' | null>(null);
  const rename = useMutation({
    mutationFn: (name: string) => callEndpoint(renameAccount, { body: { name } }),
    onSuccess: async () => {
      setEditing(null);
      await queryClient.invalidateQueries({ queryKey: sessionQueries.all });
    },
  });
  return (
    <section className={classes.section} aria-labelledby="account">
      <h2 id="account" className={classes.sectionTitle}>
        Your account
      </h2>
      <p className={classes.sectionLead}>For you alone, in every workspace.</p>
      <ul className={classes.list}>
        <li className={classes.line}>
          {editing === 'name' ? (
            <NameForm
              label="Your name"
              initial={session?.user?.name ?? ''}
              submitLabel="Save"
              error={rename.error}
              isBusy={rename.isPending}
              onSubmit={(name) => rename.mutate(name)}
              onCancel={() => setEditing(null)}
            />
          ) : (
            <>
              <span className={classes.lineName}>Name</span>
              <span className={classes.slug}>{session?.user?.name}</span>
              <Button variant="default" size="xs" aria-label="Change your name" onClick={() => setEditing('name')}>
                Change
              </Button>
            </>
          )}
        </li>
        <li className={classes.line}>
          <span className={classes.lineName}>E-mail</span>
          <span className={classes.slug}>{session?.user?.email}</span>
        </li>
        <li className={classes.line}>
          {editing === 'password' ? (
            <PasswordForm onClose={() => setEditing(null)} />
          ) : (
            <>
              <span className={classes.lineName}>Password</span>
              <span className={`${classes.quiet} ${classes.slug}`}>A new one signs you out everywhere else</span>
              <Button
                variant="default"
                size="xs"
                aria-label="Change your password"
                onClick={() => setEditing('password')}
              >
                Change
              </Button>
            </>
          )}
        </li>
      </ul>
    </section>
  );
}

const FIELDS = ['currentPassword', 'newPassword'] as const;

function PasswordForm({ onClose }: { onClose: () => void }) {
  const { control, handleSubmit, setError } = useForm({
    resolver: zodResolver(changePassword.body),
    defaultValues: { currentPassword: '', newPassword: '' },
  });
  const change = useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) => callEndpoint(changePassword, { body }),
    onSuccess: onClose,
    onError: (error) => applyProblem(error, FIELDS, setError),
  });
  return (
    <form noValidate className={classes.nameForm} onSubmit={handleSubmit((body) => change.mutate(body))}>
      <ProblemNotice error={change.error} fields={FIELDS} />
      <FormTextField
        control={control}
        name="currentPassword"
        label="Present password"
        type="password"
        autoComplete="current-password"
        hasFocus
      />
      <FormTextField
        control={control}
        name="newPassword"
        label="New password"
        help="At least 10 characters."
        type="password"
        autoComplete="new-password"
      />
      <div className={classes.formLine}>
        <Button type="submit" loading={change.isPending}>
          Change password
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
