import { looksLikeSecret } from '@jackfield/connector';
import { useState } from 'react';
import { MoveToSecretDialog } from '../../../components/move-to-secret-dialog.tsx';
import { RowEditor } from '../../../components/row-editor/row-editor.tsx';
import { type AnyRow, replaceRow } from '../../../components/row-editor/rows.ts';
import { useEditor } from '../hooks/editor-context.ts';
import { usePlaceholders } from '../hooks/use-placeholders.ts';
import { type Command, setInput } from '../model/commands.ts';
import { asType } from '../model/input-words.ts';
import { rowIssues } from '../model/issues.ts';
import { InputSettings } from './input-settings.tsx';
import { TestFile } from './test-file.tsx';

interface CallRowsProps<R extends AnyRow> {
  noun: string;
  rows: R[];
  /** Of the rows in the document, as issues name it. */
  path: readonly (string | number)[];
  createRow: (id: string) => R;
  onRows: (rows: R[]) => Command;
  keySuggestions?: readonly string[];
  /** A row may be a file. */
  takesFiles?: boolean;
}

/** Rows of the open call: issues at their rows, inputs that exist, and the way of a pasted key into a secret. */
export function CallRows<R extends AnyRow>(props: CallRowsProps<R>) {
  const { noun, rows, path, createRow, onRows, keySuggestions, takesFiles = false } = props;
  const { session, issues, isReadOnly, project, environment, api, secrets } = useEditor();
  const names = usePlaceholders();
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
          ...(takesFiles && {
            files: {
              isFile: (name: string) =>
                (
                  inputs.find((input) => input.name === name) ??
                  api.document.inputs.find((input) => input.name === name)
                )?.type === 'file',
              setFile: (name: string, isFile: boolean) => session.run(setInput(name, asType(isFile ? 'file' : 'text'))),
              draw: (name: string) => <TestFile name={name} />,
            },
          }),
          draw: (name) => <InputSettings name={name} />,
        }}
        secrets={{
          looksLikeOne: looksLikeSecret,
          move: setMoving,
          undecided: session.undecidedKeys,
          keep: session.allowKey,
        }}
        names={names}
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
