import type { Row } from '@jackfield/connector';
import { SegmentedControl } from '@mantine/core';
import { emptyRow } from '../../../components/row-editor/rows.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { setBodyKind, setFormRows } from '../model/commands.ts';
import { CallRows } from './call-rows.tsx';
import { FileBody } from './file-body.tsx';
import { FormDataBody } from './form-data-body.tsx';
import { GraphqlBody } from './graphql-body.tsx';
import { JsonBody } from './json-body.tsx';
import classes from './panels.module.css';
import { RawBody } from './raw-body.tsx';

const KINDS = [
  { value: 'none', label: 'None' },
  { value: 'json', label: 'JSON' },
  { value: 'form-urlencoded', label: 'Form' },
  { value: 'form-data', label: 'Form-data' },
  { value: 'graphql', label: 'GraphQL' },
  { value: 'raw', label: 'Raw' },
  { value: 'file', label: 'File' },
] as const;
const FILLING = new Set<string>(['json', 'raw', 'graphql']);

export function BodyPanel() {
  const { session, isReadOnly } = useEditor();
  const { body, method } = session.draft.document;
  const picker = (
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
  );
  return (
    <div className={classes.panel} data-fills={FILLING.has(body.kind) || undefined}>
      {body.kind === 'json' ? (
        <JsonBody template={body.template} picker={picker} />
      ) : body.kind === 'graphql' ? (
        <GraphqlBody body={body} picker={picker} />
      ) : (
        <div className={classes.toolbar}>{picker}</div>
      )}
      {body.kind === 'none' && (
        <p className={classes.help}>
          {method === 'GET' || method === 'HEAD'
            ? 'No body is sent, as is usual for this method.'
            : 'No body is sent. Choose JSON for most APIs, Form for older ones, Form-data for files, Raw for XML and text.'}
        </p>
      )}
      {body.kind === 'form-urlencoded' && (
        <CallRows<Row>
          noun="form field"
          rows={body.rows}
          path={['call', 'body', 'rows']}
          createRow={emptyRow}
          onRows={setFormRows}
        />
      )}
      {body.kind === 'form-data' && <FormDataBody body={body} />}
      {body.kind === 'file' && <FileBody body={body} />}
      {body.kind === 'raw' && <RawBody body={body} />}
    </div>
  );
}
