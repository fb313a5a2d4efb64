import { LIMITS } from '@jackfield/connector';
import type { Environment, Variable } from '@jackfield/contracts';
import { Button, TextInput } from '@mantine/core';
import { IconCheck, IconLoader2 } from '@tabler/icons-react';
import { useState } from 'react';
import { formatSince } from '../../../lib/format-time.ts';
import { useVariableCell } from '../hooks/use-variable-cell.ts';
import classes from './values.module.css';

interface VariableCellProps {
  projectId: string;
  variable: Variable;
  environment: Environment;
  canEdit: boolean;
}

/** One value of the grid; saves by itself, and at once when it is left. */
export function VariableCell({ projectId, variable, environment, canEdit }: VariableCellProps) {
  const { draft, edit, state, flush, takeMine, takeTheirs, restored } = useVariableCell(
    projectId,
    variable,
    environment.id,
  );
  const [wasEdited, setWasEdited] = useState(false);
  const isUnset = state.base.version === 0;
  return (
    <>
      <TextInput
        aria-label={`${variable.name}, ${environment.name}`}
        classNames={{ input: 'jf-mono' }}
        placeholder={isUnset ? 'Not set' : 'Blank'}
        readOnly={!canEdit}
        spellCheck={false}
        maxLength={LIMITS.rowValueCharsMax}
        value={draft}
        error={state.status === 'failed' ? (state.problem?.message ?? 'Not saved') : null}
        rightSection={
          <span role="status" className={classes.cellState}>
            {state.status === 'saving' && <IconLoader2 size={14} aria-label="Saving" />}
            {state.status === 'saved' && wasEdited && <IconCheck size={14} aria-label="Saved" />}
          </span>
        }
        onChange={(event) => {
          setWasEdited(true);
          edit(event.currentTarget.value);
        }}
        onBlur={() => void flush()}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) void flush();
        }}
      />
      {restored !== null && (
        <div className={classes.conflict} role="note">
          <span>Restored: typed {formatSince(restored.at)}, not saved then</span>
          <Button size="compact-xs" variant="default" onClick={restored.discard}>
            Discard it
          </Button>
          <Button size="compact-xs" onClick={restored.dismiss}>
            Keep it
          </Button>
        </div>
      )}
      {state.status === 'conflict' && (
        <div className={classes.conflict} role="alert">
          <span>
            Changed meanwhile to <code>{state.theirs?.value}</code>
          </span>
          <Button size="compact-xs" variant="default" onClick={takeTheirs}>
            Take theirs
          </Button>
          <Button size="compact-xs" onClick={() => void takeMine()}>
            Keep mine
          </Button>
        </div>
      )}
    </>
  );
}
