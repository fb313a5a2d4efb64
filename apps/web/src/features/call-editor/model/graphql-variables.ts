import { inputSchema, parseJsonTemplate } from '@jackfield/connector';
import type { Command } from './commands.ts';
import type { QueryFacts } from './graphql-query.ts';

type QueryVariable = QueryFacts['variables'][number];

/** The variables that a query declares and the JSON does not fill; all are there where it is more than an object. */
export function missingVariables(json: string, declared: readonly QueryVariable[]): QueryVariable[] {
  const names = memberNames(json);
  return names === null ? [] : declared.filter(({ name }) => !names.has(name));
}

/** The names that the object writes out; null where the text is no object. */
function memberNames(json: string): Set<string> | null {
  if (json.trim() === '') return new Set();
  const { root, problems } = parseJsonTemplate(json);
  if (problems.length > 0 || root?.value.kind !== 'object') return null;
  return new Set(
    root.value.members.map(({ key }) => key.parts.map((part) => (part.kind === 'text' ? part.text : '')).join('')),
  );
}

/** Fills each variable with an input of its name and type. */
export function addQueryVariables(missing: readonly QueryVariable[]): Command {
  return (draft) => {
    const { body, inputs } = draft.document;
    if (body.kind !== 'graphql') return draft;
    const known = new Set(inputs.map(({ name }) => name));
    const added = missing
      .filter(({ name }) => !known.has(name))
      .map(({ name, type, isRequired }) => inputSchema.parse({ name, type, isRequired }));
    const variables = withMembers(body.variables, missing);
    return { ...draft, document: { ...draft.document, body: { ...body, variables }, inputs: [...inputs, ...added] } };
  };
}

function withMembers(json: string, missing: readonly QueryVariable[]): string {
  const lines = missing.map(({ name }) => `  ${JSON.stringify(name)}: <${name}>`).join(',\n');
  if (json.trim() === '') return `{\n${lines}\n}`;
  const end = json.lastIndexOf('}');
  const before = json.slice(0, end).trimEnd();
  return `${before}${before.endsWith('{') ? '' : ','}\n${lines}\n${json.slice(end)}`;
}
