import type { ApiSummary } from '@jackfield/contracts';
import { TextInput, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { problemAt, toApiProblem } from '../../../lib/api-problem.ts';
import { useTreeChanges } from '../hooks/use-tree-changes.tsx';
import classes from './sidebar.module.css';

interface AddCallLineProps {
  api: ApiSummary;
  projectId: string;
  isAdding: boolean;
  onAddingChange(isAdding: boolean): void;
}

/** The last line of an API: a button that turns into a field for the new call's name. Enter adds, Escape leaves. */
export function AddCallLine({ api, projectId, isAdding, onAddingChange }: AddCallLineProps) {
  const [name, setName] = useState('');
  const { addCall } = useTreeChanges(projectId);
  const leave = () => {
    setName('');
    addCall.reset();
    onAddingChange(false);
  };
  if (!isAdding) {
    return (
      <UnstyledButton
        className={`${classes.row} ${classes.addCall}`}
        data-line-focus
        tabIndex={-1}
        aria-label={`Add call to ${api.name}`}
        onClick={() => onAddingChange(true)}
      >
        <IconPlus size={14} stroke={1.75} aria-hidden />
        Add call
      </UnstyledButton>
    );
  }
  const problem = addCall.error === null ? null : toApiProblem(addCall.error);
  return (
    <div className={classes.addCallField}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '') addCall.mutate({ apiId: api.id, name }, { onSuccess: leave });
        }}
      >
        <TextInput
          size="xs"
          autoFocus
          aria-label={`Name of the new call of ${api.name}`}
          placeholder="Name, then Enter"
          maxLength={100}
          value={name}
          error={problem === null ? null : (problemAt(problem, 'name') ?? problem.message)}
          disabled={addCall.isPending}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && leave()}
          onBlur={() => name.trim() === '' && leave()}
        />
      </form>
    </div>
  );
}
