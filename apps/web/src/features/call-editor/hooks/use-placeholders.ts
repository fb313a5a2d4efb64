import type { Secret, Variable } from '@jackfield/contracts';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { PlaceholderName } from '../../../components/code-editor/code-languages.ts';
import { nameInputs, nameValues } from '../../../components/name-completion/placeholder-names.ts';
import { valueQueries } from '../../../lib/queries/value-queries.ts';
import { useEditor } from './editor-context.ts';

const NO_VALUES: { variables: Variable[]; secrets: Secret[] } = { variables: [], secrets: [] };

/** The names that can stand in the bodies of the open call, with what is known of each in this environment. */
export function usePlaceholders(): PlaceholderName[] {
  const { project, environment, api, session } = useEditor();
  const { data = NO_VALUES } = useQuery(valueQueries.list(project.id));
  const own = session.draft.document.inputs;
  const shared = api.document.inputs;
  return useMemo(
    () => [...nameInputs(own, shared), ...nameValues(data, environment)],
    [own, shared, data, environment],
  );
}
