import type { Body, FormDataRow } from '@jackfield/connector';
import { setFormDataRows } from '../model/commands.ts';
import { CallRows } from './call-rows.tsx';
import classes from './panels.module.css';

const newRow = (id: string): FormDataRow => ({ id, key: '', isEnabled: true, kind: 'fixed', value: '' });

/** The parts of a form: texts and files. */
export function FormDataBody({ body }: { body: Body & { kind: 'form-data' } }) {
  return (
    <>
      <CallRows<FormDataRow>
        noun="form field"
        rows={body.rows}
        path={['call', 'body', 'rows']}
        createRow={newRow}
        onRows={setFormDataRows}
        takesFiles
      />
      <p className={classes.help}>
        Sent as <code>multipart/form-data</code>. A file is passed by the caller of each run; the one chosen here is
        sent with Initialize and not kept.
      </p>
    </>
  );
}
