import { zodResolver } from '@hookform/resolvers/zod';
import { LIMITS } from '@jackfield/connector';
import type { Environment } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { FormTextField } from '../../../components/form/form-text-field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { ShortSecretNotice } from '../../../components/secret-field/short-secret-notice.tsx';
import { applyProblem } from '../../../lib/apply-problem.ts';
import { useSecretChanges } from '../../../lib/use-secret-changes.ts';
import { valueNameSchema } from '../model/value-name.ts';
import classes from './values.module.css';

interface AddSecretProps {
  projectId: string;
  environments: readonly Environment[];
  takenNames: readonly string[];
  isFirst: boolean;
}

/** A button that opens a line: name, and the value in the first environment. */
export function AddSecret(props: AddSecretProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen) return <AddSecretForm {...props} onClose={() => setIsOpen(false)} />;
  return (
    <div className={props.isFirst ? classes.nothing : classes.addLine}>
      {props.isFirst && <p>No secrets yet. One is written as {'{{name}}'}, like a variable.</p>}
      <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setIsOpen(true)}>
        Add secret
      </Button>
    </div>
  );
}

function AddSecretForm({ projectId, environments, takenNames, onClose }: AddSecretProps & { onClose(): void }) {
  const environment = environments[0];
  const [asksShort, setAsksShort] = useState(false);
  const { set } = useSecretChanges(projectId);
  const { control, handleSubmit, setError } = useForm({
    resolver: zodResolver(
      z.object({
        name: valueNameSchema(takenNames),
        value: z.string().min(1, 'Type the secret.').max(LIMITS.secretCharsMax),
      }),
    ),
    defaultValues: { name: '', value: '' },
  });
  const submit = (acceptShort: boolean) =>
    handleSubmit(({ name, value }) => {
      if (environment === undefined) return;
      if (value.length < LIMITS.secretCharsMin && !acceptShort) return setAsksShort(true);
      setAsksShort(false);
      set.mutate(
        {
          owner: { type: 'project' },
          slot: name,
          environmentId: environment.id,
          value,
          ...(acceptShort ? { acceptShort } : {}),
        },
        { onSuccess: onClose, onError: (error) => applyProblem(error, ['value'], setError) },
      );
    });
  return (
    <form
      className={classes.addForm}
      noValidate
      onSubmit={submit(false)}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <ProblemNotice error={set.error} fields={['value']} />
      <div className={classes.addFields}>
        <FormTextField
          control={control}
          name="name"
          label="Name"
          placeholder="stripe_key"
          autoComplete="off"
          isMono
          hasFocus
        />
        <FormTextField
          control={control}
          name="value"
          label={`Value in ${environment?.name ?? ''}`}
          type="password"
          autoComplete="off"
        />
        <span className={classes.addButtons}>
          <Button type="submit" loading={set.isPending}>
            Add
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </span>
      </div>
      {asksShort && <ShortSecretNotice onAccept={() => void submit(true)()} />}
    </form>
  );
}
