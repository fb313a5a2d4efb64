import type { Body } from '@jackfield/connector';
import { parseRawTemplate } from '@jackfield/connector';
import { Autocomplete, NativeSelect, Switch } from '@mantine/core';
import { CodeEditor } from '../../../components/code-editor/code-editor.tsx';
import { useEditor } from '../hooks/editor-context.ts';
import { setBody } from '../model/commands.ts';
import { codeProblems, issuesAt, issueText } from '../model/issues.ts';
import classes from './panels.module.css';
import { TemplateProblems } from './template-problems.tsx';

const CONTENT_TYPES = ['text/plain', 'application/xml', 'text/xml', 'text/csv', 'application/x-ndjson', 'text/html'];
const ESCAPES = [
  { value: 'auto', label: 'By content type' },
  { value: 'none', label: 'None' },
  { value: 'xml', label: 'XML' },
  { value: 'json', label: 'JSON' },
];

export function RawBody({ body }: { body: Body & { kind: 'raw' } }) {
  const { session, issues, isReadOnly } = useEditor();
  const { parts } = parseRawTemplate(body.template, body.readsAngleBrackets);
  const names = [...new Set(parts.flatMap((part) => (part.kind === 'input' ? [part.name] : [])))];
  const found = issuesAt(issues, 'call', 'body');
  const problems = codeProblems(found, 'call', 'body', 'template');
  const setEscape = (name: string, chosen: string) => {
    const { [name]: _, ...escapes } = body.escapes;
    if (chosen === 'none' || chosen === 'xml' || chosen === 'json') escapes[name] = chosen;
    session.run(setBody({ ...body, escapes }));
  };
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
          label="Raw body"
          language="raw-template"
          value={body.template}
          placeholder="<order><id>_*_id_*_</id></order>"
          problems={problems}
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
      />
      <p className={classes.help}>
        <code>_*_name_*_</code> is an input. <kbd>Ctrl</kbd> <kbd>M</kbd> lets Tab leave the editor.
      </p>
      <Switch
        size="xs"
        label="Read <name> as an input too"
        checked={body.readsAngleBrackets}
        disabled={isReadOnly}
        onChange={(event) => session.run(setBody({ ...body, readsAngleBrackets: event.currentTarget.checked }))}
      />
      {names.length > 0 && (
        <div className={classes.escapes}>
          {names.map((name) => (
            <NativeSelect
              key={name}
              size="xs"
              label={`Escape ${name}`}
              data={ESCAPES}
              value={body.escapes[name] ?? 'auto'}
              disabled={isReadOnly}
              onChange={(event) => setEscape(name, event.currentTarget.value)}
            />
          ))}
        </div>
      )}
    </>
  );
}
