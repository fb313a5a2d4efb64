import type { AuthStep, RunError } from '@jackfield/connector';
import { bindSecret, type SecretsTarget } from './bound-secrets.ts';
import { unconfirmedError } from './unconfirmed-error.ts';

/** What asks for a token sends its secrets there: they must be confirmed for that too. Null where they are. */
export function findAstray(target: SecretsTarget, steps: readonly AuthStep[]): RunError | null {
  for (const step of steps) {
    if (step.kind !== 'token') continue;
    const bound = step.secrets.flatMap((used) => bindSecret(target, used, undefined) ?? []);
    const origin = step.origins.find((each) => bound.some(({ origins }) => !origins.has(each)));
    if (origin !== undefined) return unconfirmedError(bound, origin, target.environment.name);
  }
  return null;
}
