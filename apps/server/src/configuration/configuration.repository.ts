import type { Transaction } from '@jackfield/db';

/** The rows a project's configuration is compiled from; the number of queries does not grow with the project. */
export function createConfigurationRepository(db: Transaction) {
  return {
    async findProjectId(slug: string): Promise<string | null> {
      const row = await db.project.findUnique({ where: { slug }, select: { id: true } });
      return row?.id ?? null;
    },

    async load(projectId: string) {
      return db.project.findUnique({
        where: { id: projectId },
        select: {
          id: true,
          workspaceId: true,
          slug: true,
          environments: { select: { id: true, name: true, isLive: true } },
          variables: { select: { name: true, environmentId: true, value: true } },
          secrets: true,
          tokens: { where: { revokedAt: null }, select: { id: true, hash: true, environmentId: true } },
          apis: {
            where: { deletedAt: null },
            select: {
              id: true,
              name: true,
              slug: true,
              document: true,
              calls: {
                where: { deletedAt: null },
                select: {
                  id: true,
                  name: true,
                  slug: true,
                  version: true,
                  document: true,
                  shape: { select: { fingerprint: true } },
                },
              },
            },
          },
        },
      });
    },

    /** When tokens were last used; a token that is gone is passed over. */
    async markTokensUsed(lastUses: ReadonlyMap<string, Date>): Promise<void> {
      for (const [id, lastUsedAt] of lastUses) await db.token.updateMany({ where: { id }, data: { lastUsedAt } });
    },
  };
}

export type ConfigurationRepository = ReturnType<typeof createConfigurationRepository>;
export type ProjectRows = NonNullable<Awaited<ReturnType<ConfigurationRepository['load']>>>;
