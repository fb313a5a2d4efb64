import type { Variable } from '@jackfield/contracts';
import type { VariableRow } from './values.repository.ts';

/** One entry a name, with its value in each environment that has one. */
export function variablesToDto(rows: readonly VariableRow[]): Variable[] {
  const variables = new Map<string, Variable>();
  for (const { name, environmentId, value, version } of rows) {
    const variable = variables.get(name) ?? { name, values: [] };
    variable.values.push({ environmentId, value, version });
    variables.set(name, variable);
  }
  return [...variables.values()];
}
