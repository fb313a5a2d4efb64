import { LIMITS } from '@jackfield/connector';
import { Textarea } from '@mantine/core';
import { useEditor } from '../hooks/editor-context.ts';
import { setField } from '../model/commands.ts';
import classes from './panels.module.css';

export function NotesPanel() {
  const { session, isReadOnly } = useEditor();
  return (
    <div className={classes.panel}>
      <Textarea
        label="Notes"
        description="For your team: what this call is for, what to mind, where its documentation is"
        autosize
        minRows={8}
        maxLength={LIMITS.notesCharsMax}
        value={session.draft.document.notes}
        readOnly={isReadOnly}
        onChange={(event) => session.run(setField('notes', event.currentTarget.value), 'notes')}
        onBlur={session.leave}
      />
    </div>
  );
}
