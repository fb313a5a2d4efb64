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
import { applyProblem } from '../../../lib/apply-problem.ts';
import { useAddVariable } from '../hooks/use-variable-changes.ts';
import { valueNameSchema } from '../model/value-name.ts';
import classes from './values.module.css';

interface AddVariableProps {
  projectId: string;
  environments: readonly Environment[];
  takenNames: readonly string[];
  isFirst: boolean;
}

/** A button that opens a line: name, and the value in the first environment. */
export function AddVariable(props: AddVariableProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (isOpen) return <AddVariableForm {...props} onClose={() => setIsOpen(false)} />;
  return (
    <div className={props.isFirst ? classes.nothing : classes.addLine}>
      {props.isFirst && <p>No variables yet. One is written as {'{{name}}'} in addresses, rows and bodies.</p>}
      <Button variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setIsOpen(true)}>
        Add variable
      </Button>
    </div>
  );
}

function AddVariableForm({ projectId, environments, takenNames, onClose }: AddVariableProps & { onClose(): void }) {
  const add = useAddVariable(projectId);
  const environment = environments[0];
  const { control, handleSubmit, setError } = useForm({
    resolver: zodResolver(
      z.object({ name: valueNameSchema(takenNames), value: z.string().max(LIMITS.rowValueCharsMax) }),
    ),
    defaultValues: { name: '', value: '' },
  });
  const submit = handleSubmit(({ name, value }) => {
    if (environment === undefined) return;
    add.mutate(
      { name, value, environmentId: environment.id },
      { onSuccess: onClose, onError: (error) => applyProblem(error, ['name', 'value'], setError) },
    );
  });
  return (
    <form
      className={classes.addForm}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <ProblemNotice error={add.error} fields={['name', 'value']} />
      <div className={classes.addFields}>
        <FormTextField
          control={control}
          name="name"
          label="Name"
          placeholder="region"
          autoComplete="off"
          isMono
          hasFocus
        />
        <FormTextField
          control={control}
          name="value"
          label={`Value in ${environment?.name ?? ''}`}
          placeholder="eu-west-1"
          autoComplete="off"
          isMono
        />
        <span className={classes.addButtons}>
          <Button type="submit" loading={add.isPending}>
            Add
          </Button>
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
        </span>
      </div>
    </form>
  );
}
