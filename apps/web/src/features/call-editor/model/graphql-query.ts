import type { DocumentNode, TypeNode } from 'graphql';
import type { CodeProblem } from '../../../components/code-editor/code-languages.ts';

/** What a query declares; `type` is that of the input which can fill the variable. */
export interface QueryFacts {
  operations: string[];
  variables: { name: string; type: 'text' | 'number' | 'boolean' | 'list' | 'object'; isRequired: boolean }[];
  problem: CodeProblem | null;
}

/** Reads a GraphQL document with the parser of graphql.js, which is fetched when a query is first looked at. */
export async function readQuery(text: string): Promise<QueryFacts> {
  const [{ parse }, { GraphQLError }] = await Promise.all([
    import('graphql/language/parser'),
    import('graphql/error/GraphQLError'),
  ]);
  // `{{name}}` is filled in before it is a query; a name of the same length stands for it.
  const query = text.replaceAll(/\{\{[^{}\n]*\}\}/g, (whole) => 'v'.padEnd(whole.length, '_'));
  if (query.trim() === '') return { operations: [], variables: [], problem: null };
  try {
    return { ...factsOf(parse(query, { noLocation: true })), problem: null };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const start = Math.min(error.positions?.[0] ?? 0, text.length);
    const message = error.message.replace(/^Syntax Error: /, '');
    const problem: CodeProblem = { severity: 'error', message, start, end: Math.min(start + 1, text.length) };
    return { operations: [], variables: [], problem };
  }
}

function factsOf({ definitions }: DocumentNode): Pick<QueryFacts, 'operations' | 'variables'> {
  const operations = definitions.filter((definition) => definition.kind === 'OperationDefinition');
  const variables = new Map<string, QueryFacts['variables'][number]>();
  for (const { variableDefinitions = [] } of operations) {
    for (const { variable, type, defaultValue } of variableDefinitions) {
      const isRequired = type.kind === 'NonNullType' && defaultValue === undefined;
      variables.set(variable.name.value, { name: variable.name.value, type: inputType(type), isRequired });
    }
  }
  return {
    operations: operations.flatMap(({ name }) => (name === undefined ? [] : [name.value])),
    variables: [...variables.values()],
  };
}

const SCALARS: Readonly<Record<string, 'text' | 'number' | 'boolean'>> = {
  ID: 'text',
  String: 'text',
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
};

function inputType(type: TypeNode): QueryFacts['variables'][number]['type'] {
  if (type.kind === 'NonNullType') return inputType(type.type);
  if (type.kind === 'ListType') return 'list';
  const name = type.name.value;
  if (Object.hasOwn(SCALARS, name)) return SCALARS[name] ?? 'text';
  // Input objects are called so by custom; enums and scalars of an API's own are texts.
  return /(?:Input|Filter|Where|Options)$/.test(name) ? 'object' : 'text';
}
