import type { Transaction } from '../transaction.ts';

export const CHANGES_CHANNEL = 'jackfield_changes';
export const PROJECT_PREFIX = 'project ';

/**
 * Tells every process that listens, this one too, that something of a project changed. Called in the transaction of
 * the change, it is told exactly when that is committed. For PostgreSQL servers only.
 */
export async function announceChange(tx: Transaction, projectId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_notify(${CHANGES_CHANNEL}, ${PROJECT_PREFIX + projectId})`;
}
