import { LIMITS } from '@jackfield/connector';
import { TextInput } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { MarkdownNotes } from '../../../components/markdown/markdown-notes.tsx';
import { problemAt } from '../../../lib/api-problem.ts';
import classes from './api-page.module.css';
import { type ApiSectionProps, SectionFrame } from './api-section.tsx';

/** What people should know about the API: a link and notes. */
export function AboutSection({ document, problem, canEdit, onChange, onLeave }: ApiSectionProps) {
  const isLink = /^https?:\/\/\S+$/i.test(document.documentationUrl);
  return (
    <SectionFrame title="About" lead="For everyone in the workspace. They are never sent.">
      <TextInput
        label="Documentation"
        placeholder="https://docs.example.com/api"
        inputMode="url"
        spellCheck={false}
        maxLength={LIMITS.urlCharsMax}
        readOnly={!canEdit}
        value={document.documentationUrl}
        error={problem && problemAt(problem, 'document.documentationUrl')}
        rightSection={
          isLink && (
            <a
              href={document.documentationUrl}
              target="_blank"
              rel="noreferrer"
              className={classes.openLink}
              aria-label="Open the documentation in a new tab"
            >
              <IconExternalLink size={16} stroke={1.5} aria-hidden />
            </a>
          )
        }
        onChange={(event) => onChange({ documentationUrl: event.currentTarget.value })}
        onBlur={onLeave}
      />
      <MarkdownNotes
        help="In Markdown."
        minRows={4}
        maxRows={16}
        value={document.notes}
        error={problem && problemAt(problem, 'document.notes')}
        isReadOnly={!canEdit}
        onChange={(notes) => onChange({ notes })}
        onLeave={onLeave}
      />
    </SectionFrame>
  );
}
