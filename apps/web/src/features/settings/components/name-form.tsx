import { zodResolver } from '@hookform/resolvers/zod';
import { displayNameSchema } from '@jackfield/contracts';
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useForm } from 'react-hook-form';
import { z } from 'zod';
import { FormTextField } from '../../../components/form/form-text-field.tsx';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { applyProblem } from '../../../lib/apply-problem.ts';
import classes from './settings.module.css';

interface NameFormProps {
  label: string;
  help?: string;
  initial?: string;
  submitLabel: string;
  error: unknown;
  isBusy: boolean;
  onSubmit: (name: string) => void;
  onCancel: () => void;
}

const schema = z.strictObject({ name: displayNameSchema });

/** One name, to be given or changed. */
export function NameForm({ label, help, initial = '', submitLabel, error, isBusy, onSubmit, onCancel }: NameFormProps) {
  const { control, handleSubmit, setError } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: initial },
  });
  useEffect(() => {
    if (error !== null && error !== undefined) applyProblem(error, ['name'], setError);
  }, [error, setError]);
  return (
    <form
      noValidate
      className={classes.nameForm}
      onSubmit={handleSubmit(({ name }) => onSubmit(name))}
      onKeyDown={(event) => event.key === 'Escape' && onCancel()}
    >
      <ProblemNotice error={error} fields={['name']} />
      <div className={classes.formLine}>
        <FormTextField
          control={control}
          name="name"
          label={label}
          {...(help === undefined ? {} : { help })}
          autoComplete="off"
          className={classes.grow ?? ''}
          hasFocus
          selectsOnFocus
        />
        <Button type="submit" className={classes.besideField ?? ''} loading={isBusy}>
          {submitLabel}
        </Button>
        <Button variant="default" className={classes.besideField ?? ''} onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
