import type { Transaction } from '@jackfield/db';
import { newId } from '../new-id.ts';

export interface AuditEntry {
  /** `call.save`, `secret.set`, … */
  action: string;
  subjectType: string;
  subjectId: string;
  /** As plain JSON; a secret only as "changed". */
  before?: unknown;
  after?: unknown;
}

export interface AuditActor {
  userId: string;
  workspaceId: string;
  projectId?: string;
}

/** Who changed what. Use it in the transaction of the change. */
export function createAuditRepository(db: Transaction) {
  return {
    async record(actor: AuditActor, entry: AuditEntry): Promise<void> {
      await db.auditEvent.create({
        data: {
          id: newId(),
          workspaceId: actor.workspaceId,
          projectId: actor.projectId ?? null,
          actorId: actor.userId,
          action: entry.action,
          subjectType: entry.subjectType,
          subjectId: entry.subjectId,
          // Through JSON: drops `undefined`, and what is stored cannot change under us.
          change: JSON.parse(JSON.stringify({ before: entry.before ?? null, after: entry.after ?? null })),
        },
      });
    },

    /** What happened to one thing, oldest first. */
    async ofSubject(workspaceId: string, subjectId: string) {
      return db.auditEvent.findMany({
        where: { workspaceId, subjectId },
        select: { action: true, actorId: true, change: true, createdAt: true },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
    },
  };
}
