import { LIMITS } from '@jackfield/connector';
import { SegmentedControl, Textarea } from '@mantine/core';
import { type ComponentProps, lazy, Suspense, useState } from 'react';
import classes from './markdown.module.css';

/** What reads Markdown comes with the first notes that are looked at. */
const MarkdownView = lazy(async () => {
  const { MarkdownView } = await import('./markdown-view.tsx');
  return { default: MarkdownView };
});

type Mode = 'edit' | 'preview';
const MODES: { value: Mode; label: string }[] = [
  { value: 'edit', label: 'Edit' },
  { value: 'preview', label: 'Preview' },
];

interface MarkdownNotesProps extends Pick<ComponentProps<typeof Textarea>, 'error' | 'minRows' | 'maxRows'> {
  help: string;
  value: string;
  isReadOnly: boolean;
  onChange: (value: string) => void;
  onLeave: () => void;
}

/** Notes in Markdown: read as they look, written as they are. */
export function MarkdownNotes({ help, value, isReadOnly, onChange, onLeave, ...field }: MarkdownNotesProps) {
  // Notes that are there are read more often than written.
  const [mode, setMode] = useState<Mode>(isReadOnly || value !== '' ? 'preview' : 'edit');
  const shown = isReadOnly ? 'preview' : mode;
  return (
    <div>
      <div className={classes.head}>
        <span className={classes.label} aria-hidden>
          Notes
        </span>
        {!isReadOnly && (
          <SegmentedControl<Mode> size="xs" aria-label="Notes" data={MODES} value={shown} onChange={setMode} />
        )}
      </div>
      <p className={classes.help}>{help}</p>
      {shown === 'edit' ? (
        <Textarea
          {...field}
          aria-label="Notes"
          autosize
          maxLength={LIMITS.notesCharsMax}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          onBlur={onLeave}
        />
      ) : (
        <section className={classes.shown} aria-label="Notes">
          {value.trim() === '' ? (
            <p className={classes.nothing}>No notes yet.</p>
          ) : (
            <Suspense fallback={<p className={classes.nothing}>…</p>}>
              <MarkdownView text={value} />
            </Suspense>
          )}
        </section>
      )}
    </div>
  );
}
