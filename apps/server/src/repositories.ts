import type { Transaction } from '@jackfield/db';
import { createAuditRepository } from './audit/audit.repository.ts';
import { createConfigurationRepository } from './configuration/configuration.repository.ts';
import { createAccessRepository } from './features/projects/access.repository.ts';
import { createValuesRepository } from './features/values/values.repository.ts';

/** Every repository over one client: the database itself, or a transaction of it. */
export function createRepositories(db: Transaction) {
  return {
    access: createAccessRepository(db),
    audit: createAuditRepository(db),
    configuration: createConfigurationRepository(db),
    values: createValuesRepository(db),
  };
}

export type Repositories = ReturnType<typeof createRepositories>;

/** Does everything in `work` or none of it. Nothing slow belongs in it: the embedded database has one connection. */
export type Transact = <Result>(work: (repositories: Repositories) => Promise<Result>) => Promise<Result>;

/** A transaction that changes something of a project; once it is committed, the change is announced. */
export type ChangeProject = <Result>(
  projectId: string,
  work: (repositories: Repositories) => Promise<Result>,
) => Promise<Result>;
