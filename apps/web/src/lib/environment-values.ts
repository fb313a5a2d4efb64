import type { NamedValue } from '@jackfield/connector';
import type { Secret, Variable } from '@jackfield/contracts';

interface Values {
  variables: readonly Variable[];
  secrets: readonly Secret[];
}

/**
 * What `{{name}}` stands for in one environment, with secrets as names only.
 * A name that has a value in another environment only is known, but has none here.
 */
export function namedValues(
  { variables, secrets }: Values,
  environmentId: string,
): Map<string, NamedValue | undefined> {
  const values = new Map<string, NamedValue | undefined>();
  for (const { name, values: byEnvironment } of variables) {
    const here = byEnvironment.find((value) => value.environmentId === environmentId);
    values.set(name, here && { kind: 'variable', value: here.value });
  }
  for (const secret of secrets) {
    if (secret.owner.type !== 'project') continue;
    if (secret.environmentId === environmentId) values.set(secret.slot, { kind: 'secret', value: null });
    else if (!values.has(secret.slot)) values.set(secret.slot, undefined);
  }
  return values;
}

/** The fields of an API's authentication whose secret is set in an environment; never a value. */
export function authSecretFields(secrets: readonly Secret[], apiId: string, environmentId: string): Map<string, null> {
  return new Map(
    secrets
      .filter(({ owner, slot }) => owner.type === 'api' && owner.id === apiId && slot.startsWith('auth.'))
      .filter((secret) => secret.environmentId === environmentId)
      .map(({ slot }) => [slot.slice('auth.'.length), null]),
  );
}
