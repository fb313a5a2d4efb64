import type { Transaction } from '@jackfield/db';
import { newId } from '../../new-id.ts';
import { freeSlug, toSlug } from '../../slug.ts';

const projectFields = {
  id: true,
  workspaceId: true,
  name: true,
  slug: true,
  version: true,
  environments: {
    select: { id: true, name: true, slug: true, position: true, runs: true, isLive: true },
    orderBy: { position: 'asc' },
  },
} as const;

export interface ProjectRecord {
  id: string;
  workspaceId: string;
  name: string;
  slug: string;
  version: number;
  environments: { id: string; name: string; slug: string; position: number; runs: string; isLive: boolean }[];
}

export function createProjectsRepository(db: Transaction) {
  return {
    async find(projectId: string): Promise<ProjectRecord | null> {
      return db.project.findUnique({ where: { id: projectId }, select: projectFields });
    },

    /** Held until the transaction ends; a second one waits for it. Things that refer to the project are not held up. */
    async lock(projectId: string): Promise<void> {
      await db.$queryRaw`SELECT id FROM project WHERE id = ${projectId} FOR NO KEY UPDATE`;
    },

    /** With the role that the person has in each one's workspace. */
    async listOf(userId: string): Promise<{ project: ProjectRecord; role: string | undefined }[]> {
      const rows = await db.project.findMany({
        where: { workspace: { members: { some: { userId } } } },
        select: {
          ...projectFields,
          workspace: { select: { members: { where: { userId }, select: { role: true } } } },
        },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      });
      return rows.map(({ workspace, ...project }) => ({ project, role: workspace.members[0]?.role }));
    },

    /** With Development, which runs the draft, and Live, which runs what was published. */
    async create(workspaceId: string, name: string): Promise<ProjectRecord> {
      const slug = toSlug(name, 'project');
      const rows = await db.project.findMany({ where: { slug: { startsWith: slug } }, select: { slug: true } });
      return db.project.create({
        data: {
          id: newId(),
          workspaceId,
          name,
          slug: freeSlug(slug, new Set(rows.map((row) => row.slug))),
          environments: {
            create: [
              { id: newId(), name: 'Development', slug: 'development', position: 0, runs: 'draft' },
              { id: newId(), name: 'Live', slug: 'live', position: 1, runs: 'published', isLive: true },
            ],
          },
        },
        select: projectFields,
      });
    },

    /** False when another version stands. */
    async rename(projectId: string, version: number, name: string): Promise<boolean> {
      const { count } = await db.project.updateMany({
        where: { id: projectId, version },
        data: { name, version: version + 1 },
      });
      return count === 1;
    },
  };
}
