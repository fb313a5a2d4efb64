import type { Endpoint } from '@jackfield/contracts';
import { AppError, invalidRequest } from './app-error.ts';
import { hasRole, type Member } from './caller.ts';
import type { Repositories } from './repositories.ts';

export interface NamedEnvironment {
  name: string;
  isLive: boolean;
}

/** The environment that a body names; it must be one of the project's. */
export async function requireEnvironment(
  { values }: Pick<Repositories, 'values'>,
  projectId: string,
  environmentId: string,
): Promise<NamedEnvironment & { id: string }> {
  const environment = await values.findEnvironment(projectId, environmentId);
  if (environment) return environment;
  throw unknownEnvironment();
}

export function unknownEnvironment(): AppError {
  const message = 'This project has no such environment.';
  return invalidRequest([
    { path: ['body', 'environmentId'], message, fix: 'Choose one of the project’s environments.' },
  ]);
}

/** What an endpoint asks for where something is done rather than read: `mayAct` of its contract. */
export function requireRoleToAct({ mayAct }: Pick<Endpoint, 'mayAct'>, caller: Member): void {
  if (mayAct === undefined || hasRole(caller.role, mayAct)) return;
  throw new AppError('not_allowed', {
    detail: `An action needs the role ${mayAct}; yours is ${caller.role}. Ask an admin of the workspace.`,
  });
}

/** What an endpoint asks for where the environment that is meant is live: `mayInLive` of its contract. */
export function requireRoleInLive(
  { mayInLive }: Pick<Endpoint, 'mayInLive'>,
  environment: NamedEnvironment,
  caller: Member,
): void {
  if (!environment.isLive || mayInLive === undefined || hasRole(caller.role, mayInLive)) return;
  throw new AppError('not_allowed', {
    detail: `In ${environment.name} this needs the role ${mayInLive}; yours is ${caller.role}. Ask an admin of the workspace, or choose another environment.`,
  });
}
