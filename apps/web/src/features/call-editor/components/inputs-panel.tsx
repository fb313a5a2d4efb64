import { IconForms } from '@tabler/icons-react';
import { EmptyState } from '../../../components/empty-state.tsx';
import { EndUserField } from '../../../components/end-user-field.tsx';
import { TermMark } from '../../../components/term-mark.tsx';
import { useEditor } from '../hooks/editor-context.ts';
import { inputNamesIn } from '../model/input-names.ts';
import { issuesAt } from '../model/issues.ts';
import { InputLine } from './input-line.tsx';
import classes from './panels.module.css';

/** What a caller fills: every name that stands in the URL, a row or the body, with its type and test value. */
export function InputsPanel() {
  const { session, api, environment, issues, endUser } = useEditor();
  const { document } = session.draft;
  const used = inputNamesIn(document);
  const ownNames = new Set(document.inputs.map(({ name }) => name));
  const fromApi = api.document.inputs.filter(({ name }) => !ownNames.has(name));
  const whose = endUser && <EndUserField apiId={api.id} environmentId={environment.id} {...endUser} />;
  if (document.inputs.length + fromApi.length === 0) {
    const none = (
      <EmptyState icon={<IconForms size={20} stroke={1.5} />} title="No inputs yet">
        Write <code>[name]</code> in the URL, <code>&lt;name&gt;</code> in a JSON body, or set a row to “Input”: the
        input then appears here, with its type and its test value.
      </EmptyState>
    );
    return (
      <div className={classes.panel}>
        {whose}
        {none}
      </div>
    );
  }
  return (
    <div className={classes.panel}>
      {whose}
      {document.inputs.length > 0 && (
        <ul className={classes.inputs} aria-label="Inputs">
          {document.inputs.map((input) => (
            <InputLine
              key={input.name}
              input={input}
              isUsed={used.has(input.name)}
              issues={issuesAt(issues, 'inputs', input.name)}
            />
          ))}
        </ul>
      )}
      {fromApi.length > 0 && (
        <section className={classes.shared}>
          <h2 className={classes.heading}>From {api.name}</h2>
          <ul className={classes.sharedList}>
            {fromApi.map((input) => (
              <li key={input.name}>
                <code className={classes.sharedKey}>{input.name}</code>
                <code className={classes.sharedValue}>{input.testValue ?? ''}</code>
                <span className={classes.sharedNote}>{input.isRequired ? 'required' : 'optional'}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <p className={classes.help}>
        Test values are sent by Initialize and are never defaults for callers.
        <TermMark term="input" name="an input" />
      </p>
    </div>
  );
}
