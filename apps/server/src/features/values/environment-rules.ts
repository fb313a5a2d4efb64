import { AppError, invalidRequest } from '../../app-error.ts';
import { hasRole, type Member } from '../../caller.ts';
import type { EnvironmentRow, ValuesRepository } from './values.repository.ts';

/** The environment that a body names; it must be one of the project's. */
export async function requireEnvironment(
  values: Pick<ValuesRepository, 'findEnvironment'>,
  projectId: string,
  environmentId: string,
): Promise<EnvironmentRow> {
  const environment = await values.findEnvironment(projectId, environmentId);
  if (environment) return environment;
  const message = 'This project has no such environment.';
  throw invalidRequest([
    { path: ['body', 'environmentId'], message, fix: 'Choose one of the project’s environments.' },
  ]);
}

/** Secrets of Live, and where they may go, are an admin's; elsewhere the endpoint's own rule is enough. */
export function requireRoleForSecrets(environment: EnvironmentRow, caller: Member): void {
  if (!environment.isLive || hasRole(caller.role, 'admin')) return;
  throw new AppError('not_allowed', {
    detail: `Secrets of ${environment.name} need the role admin; yours is ${caller.role}. Ask an admin of the workspace.`,
  });
}
