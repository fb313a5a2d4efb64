import { parseJsonTemplate } from '@jackfield/connector';
import { Button } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { type ReactNode, useDeferredValue, useMemo, useRef, useState } from 'react';
import { CodeEditor } from '../../../components/code-editor/code-editor.tsx';
import type { CodeEditorHandle, CodeProblem } from '../../../components/code-editor/code-languages.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { usePlaceholders } from '../hooks/use-placeholders.ts';
import { setBody, takeAsText } from '../model/commands.ts';
import { formatJsonTemplate } from '../model/format-json-template.ts';
import { codeProblems, issuesAt, issueText } from '../model/issues.ts';
import { linePosition } from '../model/line-position.ts';
import { mistakenInputs } from '../model/mistaken-inputs.ts';
import { repairJsonTemplate } from '../model/repair-json-template.ts';
import classes from './panels.module.css';
import { RepairButton, TemplateProblems } from './template-problems.tsx';

/** `picker` chooses the kind of body; it stands in the toolbar beside what this kind can do. */
export function JsonBody({ template, picker }: { template: string; picker: ReactNode }) {
  const { session, issues, isReadOnly } = useEditor();
  const placeholders = usePlaceholders();
  const handle = useRef<CodeEditorHandle>(null);
  // A long template is looked at after what was typed is drawn.
  const looked = useDeferredValue(template);
  const grammar = useMemo(() => grammarProblems(looked), [looked]);
  const found = issuesAt(issues, 'call', 'body', 'template');
  const marks = codeProblems(found, 'call', 'body', 'template');
  const goTo = (offset: number) => handle.current?.goTo(offset);
  const replace = (text: string) => {
    session.run(setBody({ kind: 'json', template: text }));
    session.leave();
  };
  const { format, said } = useFormat(template, replace, goTo);
  const repair = useMemo(() => (grammar.length === 0 ? null : repairJsonTemplate(looked)), [grammar, looked]);
  return (
    <>
      <div className={classes.toolbar}>
        {picker}
        {!isReadOnly && (
          <>
            <span className={classes.said} role="status">
              {said}
            </span>
            <FormatButton onClick={format} />
          </>
        )}
      </div>
      <div className={classes.editor}>
        <CodeEditor
          handle={handle}
          label="JSON body"
          language="json-template"
          value={template}
          placeholder={'{ "amount": <amount>, "note": "For <name>" }'}
          // What the request makes of the body comes with the preview; the grammar is checked here at once.
          problems={marks.length > 0 ? marks : grammar}
          placeholders={placeholders}
          isReadOnly={isReadOnly}
          onChange={(text) => session.run(setBody({ kind: 'json', template: text }), 'body')}
          onBlur={session.leave}
          onUndo={session.undo}
          onRedo={session.redo}
          onFormat={isReadOnly ? undefined : format}
        />
      </div>
      <TemplateProblems
        text={looked}
        problems={marks.length > 0 ? marks : grammar}
        others={found.filter(({ at }) => at === undefined).map(issueText)}
        onGoTo={goTo}
        repair={repair && !isReadOnly ? { label: repair.label, run: () => replace(repair.template) } : null}
      >
        {!isReadOnly && <MistakenInputs />}
      </TemplateProblems>
      <p className={classes.help}>
        <code>&lt;name&gt;</code> is an input: inside quotes it is text, alone it is a JSON value of its type.{' '}
        <code>{'{{name}}'}</code> is a variable or secret. <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves the editor.
      </p>
    </>
  );
}

function grammarProblems(template: string): CodeProblem[] {
  if (template.trim() === '') return [];
  return parseJsonTemplate(template).problems.map(({ message, fix, start, end }) => ({
    severity: 'error',
    message: `${message} ${fix}`,
    start,
    end,
  }));
}

/** `said` tells why nothing happened, as long as the text stays the same. */
function useFormat(template: string, replace: (text: string) => void, goTo: (offset: number) => void) {
  const [answer, setAnswer] = useState({ template: '', words: '' });
  const say = (words: string, about = template) => setAnswer({ template: about, words });
  const format = () => {
    const formatted = formatJsonTemplate(template);
    if (formatted === template || template.trim() === '') return say('Nothing to lay out.');
    if (formatted !== null) {
      replace(formatted);
      return say('Laid out.', formatted);
    }
    const start = parseJsonTemplate(template).problems.at(-1)?.start ?? 0;
    const { line, column } = linePosition(template, start);
    say(`Not laid out: first put line ${line}, column ${column} right.`);
    goTo(start);
  };
  return { format, said: answer.template === template ? answer.words : '' };
}

function FormatButton({ onClick }: { onClick: () => void }) {
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconBraces size={14} aria-hidden />}
      aria-keyshortcuts="Shift+Alt+F"
      title="Shift+Alt+F"
      onClick={onClick}
    >
      Format
    </Button>
  );
}

/** A tag of HTML in a text is read as an input; one press makes it text. */
function MistakenInputs() {
  const { session } = useEditor();
  const document = useDeferredValue(session.draft.document);
  const names = useMemo(() => mistakenInputs(document), [document]);
  return names.map((name) => (
    <li key={name}>
      <span>
        <code>&lt;{name}&gt;</code> is read as an input.
      </span>
      <RepairButton
        label={`Make <${name}> text`}
        onClick={() => {
          session.run(takeAsText(name));
          session.leave();
        }}
      />
    </li>
  ));
}
