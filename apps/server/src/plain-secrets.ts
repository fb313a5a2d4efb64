import { type ApiDocument, AUTH_KINDS, type Auth, type CallDocument, type Input } from '@jackfield/connector';
import type { ProblemError } from '@jackfield/contracts';
import { invalidRequest } from './app-error.ts';

type Path = ProblemError['path'];

/** Secret in any kind of authentication: switching the kind must not turn a secret into a plain field. */
const SECRET_AUTH_FIELDS = new Set(
  Object.values(AUTH_KINDS).flatMap(({ fields }) => fields.filter(({ isSecret }) => isSecret).map(({ name }) => name)),
);

/** Documents are shown to everyone who may read, so one that carries a secret is refused before anything is stored. */
export function refusePlainSecrets(document: ApiDocument | CallDocument): void {
  const path = ['body', 'document'];
  const errors = [
    ...document.inputs.flatMap((input, index) => sensitiveValues(input, [...path, 'inputs', index])),
    ...('auth' in document ? authSecrets(document.auth, [...path, 'auth']) : []),
  ];
  if (errors.length > 0) throw invalidRequest(errors);
}

function sensitiveValues({ isSensitive, name, testValue, defaultValue }: Input, path: Path): ProblemError[] {
  if (!isSensitive) return [];
  const errors: ProblemError[] = [];
  if (testValue !== undefined) {
    errors.push({
      path: [...path, 'testValue'],
      message: `${name} is sensitive, so its test value is not kept in the document.`,
      fix: 'Save the test value as a secret of the call.',
    });
  }
  if (defaultValue !== undefined) {
    errors.push({
      path: [...path, 'defaultValue'],
      message: `${name} is sensitive, so it cannot have a default, which everyone could read.`,
      fix: 'Remove the default, or use a fixed row with a {{secret}}.',
    });
  }
  return errors;
}

function authSecrets({ shared, byEnvironment }: Auth, path: Path): ProblemError[] {
  return [
    ...secretFields(shared, [...path, 'shared']),
    ...Object.entries(byEnvironment).flatMap(([id, fields]) => secretFields(fields, [...path, 'byEnvironment', id])),
  ];
}

function secretFields(fields: Record<string, string>, path: Path): ProblemError[] {
  return Object.keys(fields)
    .filter((name) => SECRET_AUTH_FIELDS.has(name))
    .map((name) => ({
      path: [...path, name],
      message: `The field ${name} is a secret, so it is not kept in the document.`,
      fix: `Save it as a secret of the API, in the slot auth.${name}.`,
    }));
}
