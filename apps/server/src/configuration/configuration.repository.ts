import { announceChange, type Transaction } from '@jackfield/db';
import { type ShapeSchema, shapeSchemaSchema } from '@jackfield/shape';
import { fromStoredText } from '../stored-text.ts';

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
          // Of the first query, before everything else is read: what is committed meanwhile is found by the next poll.
          changeCount: true,
          keepsBodies: true,
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
                  shape: { select: { fingerprint: true, choices: true } },
                },
              },
            },
          },
        },
      });
    },

    /** The saved shapes of calls that were initialized as this response type, by call. */
    async shapesOf(projectId: string, responseType: string): Promise<Map<string, ShapeSchema>> {
      const rows = await db.shape.findMany({
        where: {
          call: { api: { projectId } },
          fingerprint: { path: ['responseType'], equals: responseType },
        },
        select: { callId: true, schema: true },
      });
      return new Map(rows.map(({ callId, schema }) => [callId, shapeSchemaSchema.parse(fromStoredText(schema))]));
    },

    /** For other processes, when the transaction is committed. */
    announceChange: (projectId: string): Promise<void> => announceChange(db, projectId),

    /** When tokens were last used; a token that is gone is passed over, and so is a later use that is known. */
    async markTokensUsed(lastUses: ReadonlyMap<string, Date>): Promise<void> {
      for (const [id, lastUsedAt] of lastUses) {
        const isEarlier = { OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: lastUsedAt } }] };
        await db.token.updateMany({ where: { id, ...isEarlier }, data: { lastUsedAt } });
      }
    },
  };
}

export type ConfigurationRepository = ReturnType<typeof createConfigurationRepository>;
export type ProjectRows = NonNullable<Awaited<ReturnType<ConfigurationRepository['load']>>>;
