import { looksLikeSecret } from '@jackfield/connector';
import { setVariable, type Variable, variableSchema } from '@jackfield/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { valueQueries } from '../../../lib/queries/value-queries.ts';
import { useAutosave } from '../../../lib/use-autosave.ts';

const cellSchema = z.object({
  value: z.string(),
  /** 0: no value in this environment yet. */
  version: z.number(),
});
type Cell = z.infer<typeof cellSchema>;

const valueSchema = z.string();

function cellOf(variable: Variable, environmentId: string): Cell {
  return variable.values.find((value) => value.environmentId === environmentId) ?? { value: '', version: 0 };
}

/** The value of a variable in one environment, saved by itself. */
export function useVariableCell(projectId: string, variable: Variable, environmentId: string) {
  const queryClient = useQueryClient();
  const list = valueQueries.list(projectId);
  return useAutosave<string, Cell>({
    document: `variable.${projectId}.${variable.name}.${environmentId}`,
    draftSchema: valueSchema,
    savedSchema: cellSchema,
    forStorage: (unsaved) => (looksLikeSecret(unsaved.draft) ? null : unsaved),
    saved: cellOf(variable, environmentId),
    toDraft: (cell) => cell.value,
    save: async (value, version) => {
      const body = { name: variable.name, environmentId, value, ...(version === 0 ? {} : { version }) };
      const saved = await callEndpoint(setVariable, { params: { projectId }, body });
      queryClient.setQueryData(list.queryKey, (values) =>
        values === undefined
          ? values
          : { ...values, variables: values.variables.map((other) => (other.name === saved.name ? saved : other)) },
      );
      return cellOf(saved, environmentId);
    },
    parseCurrent: (current) => {
      const parsed = variableSchema.safeParse(current);
      return parsed.success ? cellOf(parsed.data, environmentId) : null;
    },
    reload: async () => {
      const { variables } = await queryClient.fetchQuery({ ...list, staleTime: 0 });
      const standing = variables.find(({ name }) => name === variable.name);
      return standing === undefined ? { value: '', version: 0 } : cellOf(standing, environmentId);
    },
  });
}
