import { parseJsonTemplate, type Row } from '@jackfield/connector';
import { Button, SegmentedControl } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { CodeEditor } from '../../../components/code-editor/code-editor.tsx';
import { emptyRow } from '../../../components/row-editor/rows.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { setBody, setBodyKind, setFormRows } from '../model/commands.ts';
import { formatJsonTemplate } from '../model/format-json-template.ts';
import { codeProblems, issuesAt, issueText } from '../model/issues.ts';
import { CallRows } from './call-rows.tsx';
import classes from './panels.module.css';
import { RawBody } from './raw-body.tsx';
import { TemplateProblems } from './template-problems.tsx';

const KINDS = [
  { value: 'none', label: 'None' },
  { value: 'json', label: 'JSON' },
  { value: 'form-urlencoded', label: 'Form' },
  { value: 'raw', label: 'Raw' },
] as const;

export function BodyPanel() {
  const { session, isReadOnly } = useEditor();
  const { body, method } = session.draft.document;
  return (
    <div className={classes.panel} data-fills={body.kind === 'json' || body.kind === 'raw' || undefined}>
      <div className={classes.toolbar}>
        <SegmentedControl
          size="xs"
          aria-label="Kind of body"
          data={[...KINDS]}
          value={body.kind}
          readOnly={isReadOnly}
          onChange={(kind) => {
            session.run(setBodyKind(kind));
            session.leave();
          }}
        />
        {body.kind === 'json' && !isReadOnly && <FormatButton template={body.template} />}
      </div>
      {body.kind === 'none' && (
        <p className={classes.help}>
          {method === 'GET' || method === 'HEAD'
            ? 'No body is sent, as is usual for this method.'
            : 'No body is sent. Choose JSON for most APIs, Form for older ones, Raw for XML and text.'}
        </p>
      )}
      {body.kind === 'json' && <JsonBody template={body.template} />}
      {body.kind === 'form-urlencoded' && (
        <CallRows<Row>
          noun="form field"
          rows={body.rows}
          path={['call', 'body', 'rows']}
          createRow={emptyRow}
          onRows={setFormRows}
        />
      )}
      {body.kind === 'raw' && <RawBody body={body} />}
    </div>
  );
}

function FormatButton({ template }: { template: string }) {
  const { session } = useEditor();
  const formatted = formatJsonTemplate(template);
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<IconBraces size={14} aria-hidden />}
      disabled={formatted === null || formatted === template}
      onClick={() => {
        if (formatted === null) return;
        session.run(setBody({ kind: 'json', template: formatted }));
        session.leave();
      }}
    >
      Format
    </Button>
  );
}

function JsonBody({ template }: { template: string }) {
  const { session, issues, isReadOnly } = useEditor();
  // The grammar is checked here at once; what the request makes of it comes with the preview.
  const grammar = template.trim() === '' ? [] : parseJsonTemplate(template).problems;
  const found = issuesAt(issues, 'call', 'body', 'template');
  const marks = codeProblems(found, 'call', 'body', 'template');
  const problems =
    marks.length > 0
      ? marks
      : grammar.map(({ message, fix, start, end }) => ({
          severity: 'error' as const,
          message: `${message} ${fix}`,
          start,
          end,
        }));
  return (
    <>
      <div className={classes.editor}>
        <CodeEditor
          label="JSON body"
          language="json-template"
          value={template}
          placeholder={'{ "amount": <amount>, "note": "For <name>" }'}
          problems={problems}
          isReadOnly={isReadOnly}
          onChange={(text) => session.run(setBody({ kind: 'json', template: text }), 'body')}
          onBlur={session.leave}
          onUndo={session.undo}
          onRedo={session.redo}
        />
      </div>
      <TemplateProblems
        text={template}
        problems={problems}
        others={found.filter(({ at }) => at === undefined).map(issueText)}
      />
      <p className={classes.help}>
        <code>&lt;name&gt;</code> is an input: inside quotes it is text, alone it is a JSON value of its type.{' '}
        <code>{'{{name}}'}</code> is a variable or secret. <kbd>Ctrl</kbd> <kbd>M</kbd> lets Tab leave the editor.
      </p>
    </>
  );
}
