import type { Row } from '@jackfield/connector';
import { emptyRow } from '../../../components/row-editor/rows.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { setField } from '../model/commands.ts';
import { HEADER_NAMES } from '../model/header-names.ts';
import { CallRows } from './call-rows.tsx';
import classes from './panels.module.css';
import { SharedRows } from './shared-rows.tsx';

export function HeadersPanel() {
  const { api, call, session } = useEditor();
  const { headers } = session.draft.document;
  return (
    <div className={classes.panel}>
      <CallRows<Row>
        noun="header"
        rows={headers}
        path={['call', 'headers']}
        createRow={emptyRow}
        onRows={(rows) => setField('headers', rows)}
        keySuggestions={HEADER_NAMES}
      />
      <p className={classes.help}>
        The content type of a body is set by itself unless a row sets it. A secret is written <code>{'{{name}}'}</code>.
      </p>
      <SharedRows noun="headers" rows={api.document.headers} own={headers} apiId={call.apiId} ignoresCase />
    </div>
  );
}
