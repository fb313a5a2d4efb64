import { LIMITS } from '@jackfield/connector';
import type { ReactNode } from 'react';
import { useId } from 'react';
import { type ApiProblem, problemAt } from '../../../lib/api-problem.ts';
import classes from './api-page.module.css';

interface ApiTitleProps {
  name: string;
  /** What stands in the address of its calls: `shop/stripe`. */
  slugPath: string;
  problem: ApiProblem | null;
  canEdit: boolean;
  onChange(name: string): void;
  onLeave(): void;
  /** Undo and redo. */
  history: ReactNode;
  saveState: ReactNode;
  /** What the person has to know before going on: failures, conflicts. */
  notices: ReactNode;
}

/** The API's name, edited in place, and whether it is saved: in sight wherever the page is scrolled to. */
export function ApiTitle({
  name,
  slugPath,
  problem,
  canEdit,
  onChange,
  onLeave,
  history,
  saveState,
  notices,
}: ApiTitleProps) {
  const errorId = useId();
  const error = problem === null ? null : problemAt(problem, 'name');
  return (
    <>
      <header className={classes.header}>
        <div className={classes.titleLine}>
          <h1 className="jf-visually-hidden">{name}</h1>
          <input
            className={classes.title}
            aria-label="Name of the API"
            aria-invalid={error !== null}
            aria-describedby={error === null ? undefined : errorId}
            readOnly={!canEdit}
            maxLength={LIMITS.nameCharsMax}
            value={name}
            onChange={(event) => onChange(event.currentTarget.value)}
            onBlur={onLeave}
            onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && onLeave()}
          />
          {history}
          {saveState}
        </div>
        {error !== null && (
          <p className={classes.titleError} id={errorId} role="alert">
            {error}
          </p>
        )}
        <div className={classes.notices}>{notices}</div>
      </header>
      <p className={classes.address}>
        Its calls are run at <code>/run/v1/{slugPath}/…</code>
      </p>
    </>
  );
}
