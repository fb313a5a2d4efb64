import type { Transaction } from '../transaction.ts';

export const CHANGES_CHANNEL = 'jackfield_changes';
export const PROJECT_PREFIX = 'project ';
export const MESSAGE_PREFIX = 'message ';
/** How the connection that listens is named in pg_stat_activity. */
export const LISTENER_NAME = 'jackfield changes';

/**
 * Notifies every process that listens, this one too, that something of a project changed, and counts the change for
 * processes that miss the notification. To be called in the transaction of the change, so that both happen exactly
 * when it is committed.
 */
export async function announceChange(tx: Transaction, projectId: string): Promise<void> {
  await tx.$executeRaw`
    WITH counted AS (UPDATE project SET "changeCount" = "changeCount" + 1 WHERE id = ${projectId})
    SELECT pg_notify(${CHANGES_CHANNEL}, ${PROJECT_PREFIX + projectId})`;
}
