import { MarkdownNotes } from '../../../components/markdown/markdown-notes.tsx';
import { useEditor } from '../hooks/editor-context.ts';
import { setField } from '../model/commands.ts';
import classes from './panels.module.css';

export function NotesPanel() {
  const { session, isReadOnly } = useEditor();
  return (
    <div className={classes.panel}>
      <MarkdownNotes
        help="For your team: what this call is for, what to mind, where its documentation is. In Markdown."
        minRows={8}
        value={session.draft.document.notes}
        isReadOnly={isReadOnly}
        onChange={(notes) => session.run(setField('notes', notes), 'notes')}
        onLeave={session.leave}
      />
    </div>
  );
}
