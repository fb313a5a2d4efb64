import type { Input } from '@jackfield/connector';

export interface RenamedInput {
  from: string;
  to: string;
}

/**
 * Sensitive inputs that got another name: the alias tells who they were, in a rename and in the undoing of one. Their
 * test values are secrets under their names, and have to follow.
 */
export function renamedSensitiveInputs(before: readonly Input[], after: readonly Input[]): RenamedInput[] {
  const [had, has] = [namesOf(before), namesOf(after)];
  const gone = before.filter(({ name, isSensitive }) => isSensitive && !has.has(name));
  const fresh = after.filter(({ name, isSensitive }) => isSensitive && !had.has(name));
  return fresh.flatMap(({ name, aliases }) => {
    const former = gone.find((input) => aliases.includes(input.name) || input.aliases.includes(name));
    return former ? [{ from: former.name, to: name }] : [];
  });
}

function namesOf(inputs: readonly Input[]): Set<string> {
  return new Set(inputs.map(({ name }) => name));
}
