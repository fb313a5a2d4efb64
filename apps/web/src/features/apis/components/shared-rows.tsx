import { type Input, looksLikeSecret, type ParameterRow, type Row } from '@jackfield/connector';
import { useMemo, useState } from 'react';
import { MoveToSecretDialog } from '../../../components/move-to-secret-dialog.tsx';
import { nameValues } from '../../../components/name-completion/placeholder-names.ts';
import { RowEditor } from '../../../components/row-editor/row-editor.tsx';
import type { RowIssue } from '../../../components/row-editor/row-issue.ts';
import { emptyRow } from '../../../components/row-editor/rows.ts';
import { changeInput } from '../model/api-draft.ts';
import { type ApiSectionProps, SectionFrame } from './api-section.tsx';
import { SharedInputSettings } from './shared-input-settings.tsx';
import { SharedRowUses } from './shared-row-uses.tsx';

const WORDS = {
  headers: {
    title: 'Shared headers',
    noun: 'header',
    lead: 'Sent with every call. A call can replace one by its name, or switch it off.',
  },
  parameters: {
    title: 'Shared parameters',
    noun: 'parameter',
    lead: 'Added to the address, or to the body, of every call.',
  },
} as const;

/** The headers or parameters that every call of the API gets. */
export function SharedRows({ part, ...props }: ApiSectionProps & { part: keyof typeof WORDS }) {
  const { document, onChange, onLeave, canEdit, issues, project, environment, apiSlug, values, onTurned, keys } = props;
  const [moving, setMoving] = useState<Row | ParameterRow | null>(null);
  const { title, noun, lead } = WORDS[part];
  const common = {
    noun,
    issues: rowIssues(issues, part),
    inputs: {
      names: document.inputs.map(({ name }) => name),
      testValueOf: (name: string) => document.inputs.find((input) => input.name === name)?.testValue ?? '',
      onTurned,
      draw: (name: string) => {
        const input = document.inputs.find((each) => each.name === name);
        if (input === undefined) return null;
        const change = (part: Partial<Omit<Input, 'name'>>) => onChange(changeInput(document, name, part));
        return <SharedInputSettings {...{ input, canEdit, onLeave }} onChange={change} />;
      },
    },
    secrets: { looksLikeOne: looksLikeSecret, move: setMoving, ...keys },
    names: useMemo(() => nameValues(values, environment), [values, environment]),
    onLeave,
    isReadOnly: !canEdit,
  };
  return (
    <SectionFrame title={title} lead={lead} term={noun}>
      {part === 'headers' ? (
        <RowEditor<Row>
          {...common}
          rows={document.headers}
          createRow={emptyRow}
          onChange={(headers) => onChange({ headers })}
        />
      ) : (
        <RowEditor<ParameterRow>
          {...common}
          rows={document.parameters}
          createRow={(id) => ({ ...emptyRow(id), kind: 'fixed', value: '', place: 'query' })}
          onChange={(parameters) => onChange({ parameters })}
        />
      )}
      <SharedRowUses apiId={props.apiId} rows={document[part]} />
      {moving?.kind === 'fixed' && (
        <MoveToSecretDialog
          projectId={project.id}
          environment={environment}
          apiSlug={apiSlug}
          secrets={values.secrets}
          value={moving.value}
          suggestedName={moving.key}
          onMoved={(value) => {
            const move = <R extends Row | ParameterRow>(rows: R[]) =>
              rows.map((row) => (row.id === moving.id ? { ...row, value } : row));
            onChange(
              part === 'headers' ? { headers: move(document.headers) } : { parameters: move(document.parameters) },
            );
          }}
          onClose={() => setMoving(null)}
        />
      )}
    </SectionFrame>
  );
}

function rowIssues(issues: ApiSectionProps['issues'], part: string): RowIssue[] {
  return issues.flatMap(({ path, severity, message, fix }) => {
    const [, list, index, field] = path;
    if (list !== part || typeof index !== 'number') return [];
    const text = fix === undefined ? message : `${message} ${fix}`;
    return [{ index, field: typeof field === 'string' ? field : null, severity, message: text }];
  });
}
