import { displayNameSchema } from '@jackfield/contracts';
import { SegmentedControl } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { HistoryButtons } from '../../../components/history-buttons.tsx';
import { SaveState } from '../../../components/save-state.tsx';
import { TermMark } from '../../../components/term-mark.tsx';
import { problemAt } from '../../../lib/api-problem.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { setField, setName } from '../model/commands.ts';
import classes from './call-header.module.css';
import { CallMenu } from './call-menu.tsx';

const USES = [
  { value: 'data', label: 'Data' },
  { value: 'action', label: 'Action' },
  { value: 'both', label: 'Both' },
] as const;

interface CallHeaderProps {
  onDuplicate: () => void;
  onDelete: () => void;
  /** Further buttons beside the menu. */
  children?: ReactNode;
}

/** Where one is, what the call is called and used as, whether it is saved, and what else can be done with it. */
export function CallHeader({ onDuplicate, onDelete, children }: CallHeaderProps) {
  const { api, project, session, isReadOnly } = useEditor();
  const { status, problem } = session.save;
  const { useAs } = session.draft.document;
  return (
    <header className={classes.header}>
      <h1 className={classes.title}>
        <Link
          to="/projects/$projectId/apis/$apiId"
          params={{ projectId: project.id, apiId: api.id }}
          className={classes.api}
        >
          {api.name}
        </Link>
        <span aria-hidden className={classes.divider}>
          ›
        </span>
        <NameField />
      </h1>
      <div className={classes.actions}>
        <span className={classes.useAs}>
          <span className={classes.useLabel} id="use-as">
            Use as
          </span>
          <TermMark term="use-as" name="Use as" />
          <SegmentedControl
            size="xs"
            aria-labelledby="use-as"
            data={[...USES]}
            value={useAs}
            readOnly={isReadOnly}
            onChange={(value) => {
              session.run(setField('useAs', value));
              session.leave();
            }}
          />
        </span>
        {children}
        {!isReadOnly && (
          <>
            <span className={classes.history}>
              <HistoryButtons {...session} />
            </span>
            <CallMenu onDuplicate={onDuplicate} onDelete={onDelete} />
            <SaveState
              status={status}
              problem={problem}
              isHeld={session.undecidedKeys.length > 0}
              onRetry={() => void session.flush()}
            />
          </>
        )}
      </div>
    </header>
  );
}

/** The name in the title; an empty one stays here until it is one, and the server says whether it is taken. */
function NameField() {
  const { session, isReadOnly } = useEditor();
  const [typed, setTyped] = useState<string | null>(null);
  const { name } = session.draft;
  const { problem } = session.save;
  const local = typed === null ? null : (displayNameSchema.safeParse(typed).error?.issues[0]?.message ?? null);
  const taken = problem?.code === 'name_taken' ? problem.message : null;
  const error = local ?? taken ?? problemAt(problem, 'name');
  const shown = typed ?? name;
  return (
    <span className={classes.name}>
      {/* Gives the field the width of its text. */}
      <span className={classes.nameCopy} aria-hidden>
        {shown || 'Name'}
      </span>
      <input
        className={classes.nameInput}
        aria-label="Name of the call"
        aria-invalid={error !== null || undefined}
        aria-describedby={error === null ? undefined : 'call-name-error'}
        value={shown}
        readOnly={isReadOnly}
        maxLength={100}
        spellCheck={false}
        onChange={(event) => {
          const text = event.currentTarget.value;
          const isName = displayNameSchema.safeParse(text).success;
          setTyped(isName ? null : text);
          if (isName) session.run(setName(text), 'name');
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) event.currentTarget.blur();
        }}
        onBlur={() => {
          setTyped(null);
          session.leave();
        }}
      />
      {error !== null && (
        <span id="call-name-error" className={classes.nameError} role="alert">
          {error}
        </span>
      )}
    </span>
  );
}
