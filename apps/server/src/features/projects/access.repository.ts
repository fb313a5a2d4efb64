import type { Transaction } from '@jackfield/db';
import { type Access, isRole } from '../../caller.ts';

/** Where a person stands, by the project, API or call that a path names. */
export function createAccessRepository(db: Transaction) {
  const ofProject = (userId: string) => ({
    select: {
      id: true,
      workspaceId: true,
      workspace: { select: { members: { where: { userId }, select: { role: true } } } },
    },
  });
  type Row = { id: string; workspaceId: string; workspace: { members: { role: string }[] } };

  return {
    /** Null when it is not there or the person is no member; things in the trash are found, so that they can be restored. */
    async find(params: Record<string, string>, userId: string): Promise<Access | null> {
      const { projectId, apiId, callId } = params;
      const project = ofProject(userId);
      if (projectId !== undefined) {
        return toAccess(await db.project.findUnique({ where: { id: projectId }, ...project }));
      }
      if (apiId !== undefined) {
        const api = await db.api.findUnique({ where: { id: apiId }, select: { project } });
        return toAccess(api?.project ?? null);
      }
      if (callId !== undefined) {
        const call = await db.call.findUnique({ where: { id: callId }, select: { api: { select: { project } } } });
        return toAccess(call?.api.project ?? null);
      }
      throw new Error('The path names no project, API or call, so no workspace follows from it.');
    },
  };

  function toAccess(row: Row | null): Access | null {
    const role = row?.workspace.members[0]?.role;
    if (!row || !isRole(role)) return null;
    return { workspaceId: row.workspaceId, projectId: row.id, role };
  }
}
