import { looksLikeSecret } from '@jackfield/connector';
import { useState } from 'react';
import { MoveToSecretDialog } from '../../../components/move-to-secret-dialog.tsx';
import { RowEditor } from '../../../components/row-editor/row-editor.tsx';
import { type AnyRow, replaceRow } from '../../../components/row-editor/rows.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { type Command, setInput } from '../model/commands.ts';
import { rowIssues } from '../model/issues.ts';

interface CallRowsProps<R extends AnyRow> {
  noun: string;
  rows: R[];
  /** Of the rows in the document, as issues name it. */
  path: readonly (string | number)[];
  createRow: (id: string) => R;
  onRows: (rows: R[]) => Command;
  keySuggestions?: readonly string[];
}

/** Rows of the open call: issues at their rows, inputs that exist, and the way of a pasted key into a secret. */
export function CallRows<R extends AnyRow>({ noun, rows, path, createRow, onRows, keySuggestions }: CallRowsProps<R>) {
  const { session, issues, isReadOnly, project, environment, api, secrets } = useEditor();
  const [moving, setMoving] = useState<R | null>(null);
  const { inputs } = session.draft.document;
  return (
    <>
      <RowEditor<R>
        noun={noun}
        rows={rows}
        createRow={createRow}
        onChange={(next, group) => session.run(onRows(next), group)}
        onLeave={session.leave}
        issues={rowIssues(issues, ...path)}
        inputs={{
          names: inputs.map(({ name }) => name),
          testValueOf: (name) => inputs.find((input) => input.name === name)?.testValue ?? '',
          onTurned: (name, testValue) => session.run(setInput(name, { testValue })),
        }}
        secrets={{
          looksLikeOne: looksLikeSecret,
          move: setMoving,
          undecided: session.undecidedKeys,
          keep: session.allowKey,
        }}
        suggestions={keySuggestions === undefined ? undefined : { keys: keySuggestions }}
        isReadOnly={isReadOnly}
      />
      {moving !== null && moving.kind === 'fixed' && (
        <MoveToSecretDialog
          projectId={project.id}
          environment={environment}
          apiSlug={api.slug}
          secrets={secrets}
          value={moving.value}
          suggestedName={moving.key}
          onMoved={(value) => session.run(onRows(replaceRow(rows, { ...moving, value })))}
          onClose={() => setMoving(null)}
        />
      )}
    </>
  );
}
