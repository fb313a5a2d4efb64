import { buildAuthSteps, type RunError, type TokenStep } from '@jackfield/connector';
import { issuesToError } from '../running/prepare-run.ts';
import { findAstray } from '../running/token-origins.ts';
import type { ApiTarget } from './find-api.ts';

/** How an API asks for tokens; null where it asks nobody, an error where it cannot or may not. */
export function findTokenStep(target: ApiTarget): { step: TokenStep | null } | { error: RunError } {
  const { environment, api } = target;
  const built = buildAuthSteps({
    api: api.document,
    environmentId: environment.id,
    values: environment.values,
    authSecrets: environment.authSecretsOf(api.id),
  });
  if (!built.ok) return { error: issuesToError(built.issues) };
  const error = findAstray(target, built.steps);
  if (error !== null) return { error };
  return { step: built.steps.find((each) => each.kind === 'token') ?? null };
}
