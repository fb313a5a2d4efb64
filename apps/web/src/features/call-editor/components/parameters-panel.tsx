import type { ParameterRow } from '@jackfield/connector';
import { emptyRow } from '../../../components/row-editor/rows.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { setField } from '../model/commands.ts';
import { CallRows } from './call-rows.tsx';
import classes from './panels.module.css';
import { SharedRows } from './shared-rows.tsx';

/** What stands in the query, or beside the body's own members. */
export function ParametersPanel() {
  const { api, call, session } = useEditor();
  const { parameters } = session.draft.document;
  return (
    <div className={classes.panel}>
      <CallRows<ParameterRow>
        noun="parameter"
        rows={parameters}
        path={['call', 'parameters']}
        createRow={(id) => ({ ...emptyRow(id), place: 'query' })}
        onRows={(rows) => setField('parameters', rows)}
      />
      <p className={classes.help}>
        Query parameters are encoded for you. “Body” puts a row beside the members of a JSON or form body. Paste many at
        once as <code>key: value</code> lines or <code>a=1&amp;b=2</code>.
      </p>
      <SharedRows noun="parameters" rows={api.document.parameters} own={parameters} apiId={call.apiId} />
    </div>
  );
}
