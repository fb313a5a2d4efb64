import {
  type ApiDocument,
  buildRequest,
  type DocumentIssue,
  emptyCallDocument,
  parseInputText,
} from '@jackfield/connector';
import type { Environment, Secret, Variable } from '@jackfield/contracts';
import { authSecretFields, namedValues } from '../../../lib/environment-values.ts';

interface ApiIssuesArguments {
  apiId: string;
  document: ApiDocument;
  environments: readonly Environment[];
  values: { variables: readonly Variable[]; secrets: readonly Secret[] };
}

/**
 * What is wrong with an API, found by building a request of it in each environment.
 * What is merely not filled in yet is left out: its field says so itself.
 */
export function apiIssues({ apiId, document, environments, values }: ApiIssuesArguments): DocumentIssue[] {
  const inputs = Object.fromEntries(
    document.inputs.flatMap(({ name, type, testValue }) => {
      const parsed = testValue === undefined ? null : parseInputText(type, testValue);
      return parsed?.ok ? [[name, parsed.value]] : [];
    }),
  );
  const found = environments
    .filter(({ id }) => (document.baseUrls[id] ?? '') !== '')
    .flatMap(({ id }) => {
      const result = buildRequest({
        api: document,
        call: emptyCallDocument(),
        environmentId: id,
        inputs,
        values: namedValues(values, id),
        authSecrets: authSecretFields(values.secrets, apiId, id),
        mode: 'preview',
      });
      return result.ok ? result.warnings : result.issues;
    });
  const byText = new Map(found.map((issue) => [JSON.stringify([issue.path, issue.message]), issue]));
  return [...byText.values()].filter(({ path }) => path[0] === 'api' && path[2] !== 'secrets');
}

/** The text of the issues that stand exactly at a path below the API, or null. */
export function issueAt(issues: readonly DocumentIssue[], ...path: (string | number)[]): string | null {
  const here = issues.filter(
    (issue) => issue.path.length === path.length + 1 && path.every((part, i) => issue.path[i + 1] === part),
  );
  return here.length === 0
    ? null
    : here.map(({ message, fix }) => (fix === undefined ? message : `${message} ${fix}`)).join(' ');
}

/** Whether something is wrong with a field of the authentication, in any environment. */
export function hasAuthIssue(issues: readonly DocumentIssue[], field: string): boolean {
  return issues.some(({ path }) => path[1] === 'auth' && path.at(-1) === field);
}
