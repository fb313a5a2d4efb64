import type { Body } from '@jackfield/connector';
import { Autocomplete, NativeSelect, Switch } from '@mantine/core';
import { useRef } from 'react';
import { CodeEditor } from '../../../components/code-editor/code-editor.tsx';
import type { CodeEditorHandle } from '../../../components/code-editor/code-languages.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { usePlaceholders } from '../hooks/use-placeholders.ts';
import { setBody } from '../model/commands.ts';
import { codeProblems, issuesAt, issueText } from '../model/issues.ts';
import { rawUses, withEscape } from '../model/raw-escapes.ts';
import classes from './panels.module.css';
import { TemplateProblems } from './template-problems.tsx';

const CONTENT_TYPES = ['text/plain', 'application/xml', 'text/xml', 'text/csv', 'application/x-ndjson', 'text/html'];
const ESCAPES = [
  { value: 'auto', label: 'By content type' },
  { value: 'none', label: 'None' },
  { value: 'xml', label: 'XML' },
  { value: 'json', label: 'JSON' },
  { value: 'url', label: 'URL' },
];

/** XML and what is written like it. */
function isXml(contentType: string): boolean {
  return /[/+](?:xml|html|xhtml)\b/i.test(contentType);
}

export function RawBody({ body }: { body: Body & { kind: 'raw' } }) {
  const { session, issues, isReadOnly } = useEditor();
  const offered = usePlaceholders();
  const handle = useRef<CodeEditorHandle>(null);
  const uses = rawUses(body).filter(({ canSay }) => canSay);
  const found = issuesAt(issues, 'call', 'body');
  const problems = codeProblems(found, 'call', 'body', 'template');
  return (
    <>
      <Autocomplete
        label="Content type"
        size="xs"
        w={280}
        data={CONTENT_TYPES}
        classNames={{ input: 'jf-mono' }}
        value={body.contentType}
        readOnly={isReadOnly}
        onChange={(contentType) => session.run(setBody({ ...body, contentType }), 'content-type')}
        onBlur={session.leave}
      />
      <div className={classes.editor}>
        <CodeEditor
          handle={handle}
          label="Raw body"
          language={isXml(body.contentType) ? 'xml-template' : 'raw-template'}
          readsAngleBrackets={body.readsAngleBrackets}
          value={body.template}
          placeholder="<order><id>_*_id_*_</id></order>"
          problems={problems}
          placeholders={offered}
          isReadOnly={isReadOnly}
          onChange={(template) => session.run(setBody({ ...body, template }), 'body')}
          onBlur={session.leave}
          onUndo={session.undo}
          onRedo={session.redo}
        />
      </div>
      <TemplateProblems
        text={body.template}
        problems={problems}
        others={found.filter(({ at }) => !at).map(issueText)}
        onGoTo={(offset) => handle.current?.goTo(offset)}
      />
      <p className={classes.help}>
        <code>_*_name_*_</code> is an input, <code>_*_name|json_*_</code> one that says its escaping,{' '}
        <code>{'{{name}}'}</code> a variable or secret. <kbd>Esc</kbd>, then <kbd>Tab</kbd> leaves the editor.
      </p>
      <Switch
        size="xs"
        label="Read <name> as an input too"
        checked={body.readsAngleBrackets}
        disabled={isReadOnly}
        onChange={(event) => session.run(setBody({ ...body, readsAngleBrackets: event.currentTarget.checked }))}
      />
      {uses.length > 0 && (
        <div className={classes.escapes}>
          {uses.map((use) => (
            <NativeSelect
              key={use.start}
              size="xs"
              label={`Escape ${use.name}, line ${use.line}`}
              data={ESCAPES}
              value={use.escape ?? 'auto'}
              disabled={isReadOnly}
              onChange={(event) => {
                const chosen = event.currentTarget.value;
                session.run(setBody(withEscape(body, use, chosen === 'auto' ? null : chosen)));
                session.leave();
              }}
            />
          ))}
        </div>
      )}
    </>
  );
}
