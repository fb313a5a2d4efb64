import { Prisma, type PrismaClient, type Transaction } from '@jackfield/db';
import { createAuditRepository } from './audit/audit.repository.ts';
import { createConfigurationRepository } from './configuration/configuration.repository.ts';
import { createConnectionsRepository } from './connections/connections.repository.ts';
import { createApisRepository } from './features/apis/apis.repository.ts';
import { createCallsRepository } from './features/calls/calls.repository.ts';
import { createInitializationsRepository } from './features/initializations/initializations.repository.ts';
import { createAccessRepository } from './features/projects/access.repository.ts';
import { createEnvironmentsRepository } from './features/projects/environments.repository.ts';
import { createProjectsRepository } from './features/projects/projects.repository.ts';
import { createRunsRepository } from './features/runs/runs.repository.ts';
import { createAccountsRepository } from './features/session/accounts.repository.ts';
import { createErrorShapesRepository } from './features/shapes/error-shapes.repository.ts';
import { createShapesRepository } from './features/shapes/shapes.repository.ts';
import { createTokensRepository } from './features/tokens/tokens.repository.ts';
import { createValuesRepository } from './features/values/values.repository.ts';
import { createCleanUpRepository } from './recording/clean-up.repository.ts';

export { isStorageFull, isUnavailable as isDatabaseUnavailable } from '@jackfield/db';

/** Every repository over one client: the database itself, or a transaction of it. */
export function createRepositories(db: Transaction) {
  return {
    access: createAccessRepository(db),
    accounts: createAccountsRepository(db),
    apis: createApisRepository(db),
    audit: createAuditRepository(db),
    cleanUp: createCleanUpRepository(db),
    calls: createCallsRepository(db),
    connections: createConnectionsRepository(db),
    configuration: createConfigurationRepository(db),
    errorShapes: createErrorShapesRepository(db),
    environments: createEnvironmentsRepository(db),
    initializations: createInitializationsRepository(db),
    projects: createProjectsRepository(db),
    runs: createRunsRepository(db),
    shapes: createShapesRepository(db),
    tokens: createTokensRepository(db),
    values: createValuesRepository(db),
  };
}

export type Repositories = ReturnType<typeof createRepositories>;

/** Does everything in `work` or none of it. Nothing slow belongs in it: connections are few. */
export type Transact = <Result>(work: (repositories: Repositories) => Promise<Result>) => Promise<Result>;

/**
 * A transaction that changes something of a project; once it is committed, the change is announced. Changes of one
 * project are made one after another, so what `work` has read still stands when it writes.
 */
export type ChangeProject = <Result>(
  projectId: string,
  work: (repositories: Repositories) => Promise<Result>,
) => Promise<Result>;

/** @NOTE `work` may run twice: when another process took a unique name first, the second run's own checks find it. */
export function createTransact(prisma: PrismaClient): Transact {
  return async (work) => {
    const attempt = () => prisma.$transaction((tx) => work(createRepositories(tx)));
    try {
      return await attempt();
    } catch (error) {
      if (!isRaceLost(error)) throw error;
      return attempt();
    }
  };
}

/** P2002: a unique clash; P2034: a deadlock or a write conflict. */
function isRaceLost(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && (error.code === 'P2002' || error.code === 'P2034');
}
