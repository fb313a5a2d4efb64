import type { Input } from '@jackfield/connector';
import type { Environment, Secret, Variable } from '@jackfield/contracts';
import { INPUT_TYPES } from '../../lib/input-types.ts';
import type { PlaceholderName } from '../code-editor/code-languages.ts';

type Here = Pick<Environment, 'id' | 'name'>;

/** Longer values are cut where they are only mentioned. */
const VALUE_CHARS_MAX = 80;

/** The call's inputs, and those of its API that the call does not define itself. */
export function nameInputs(own: readonly Input[], shared: readonly Input[]): PlaceholderName[] {
  const names = new Set(own.map(({ name }) => name));
  return [...own, ...shared.filter(({ name }) => !names.has(name))].map(nameInput);
}

function nameInput(input: Input): PlaceholderName {
  const type = INPUT_TYPES.find(({ value }) => value === input.type)?.label ?? input.type;
  const about = [input.description ?? '', testValueWords(input)].filter((sentence) => sentence !== '');
  return { kind: 'input', name: input.name, detail: `${type}, ${input.isRequired ? 'required' : 'optional'}`, about };
}

function testValueWords({ isSensitive, testValue, defaultValue }: Input): string {
  if (isSensitive) return 'Sensitive: its test value is kept as a secret.';
  if (testValue !== undefined) return testValue === '' ? 'Test value: blank' : `Test value: ${cut(testValue)}`;
  return defaultValue === undefined ? 'No test value yet.' : `Default: ${cut(defaultValue)}`;
}

export function nameVariable({ name, values }: Variable, environment: Here): PlaceholderName {
  const here = values.find(({ environmentId }) => environmentId === environment.id);
  const about = here === undefined ? 'Set it under Secrets & variables.' : `In ${environment.name}: ${cut(here.value)}`;
  return { kind: 'variable', name, detail: detailOf('variable', here !== undefined, environment), about: [about] };
}

/** The secrets of the project, one for each name; never a value. */
export function nameSecrets(secrets: readonly Secret[], environment: Here): PlaceholderName[] {
  const isSetHere = new Map<string, boolean>();
  for (const { owner, slot, environmentId } of secrets) {
    if (owner.type !== 'project') continue;
    isSetHere.set(slot, (isSetHere.get(slot) ?? false) || environmentId === environment.id);
  }
  return [...isSetHere].map(([name, isSet]) => ({
    kind: 'secret',
    name,
    detail: detailOf('secret', isSet, environment),
    about: [isSet ? 'Its value is never shown.' : 'Set it under Secrets & variables.'],
  }));
}

function detailOf(noun: string, isSet: boolean, { name }: Here): string {
  return isSet ? `${noun}, set in ${name}` : `${noun}, not set in ${name}`;
}

function cut(text: string): string {
  return text.length > VALUE_CHARS_MAX ? `${text.slice(0, VALUE_CHARS_MAX)}…` : text;
}

/** The variables and secrets that a plain text can name. */
export function nameValues(
  { variables, secrets }: { variables: readonly Variable[]; secrets: readonly Secret[] },
  environment: Here,
): PlaceholderName[] {
  return [...variables.map((variable) => nameVariable(variable, environment)), ...nameSecrets(secrets, environment)];
}
