import type { ApiDocument, CallDocument } from '@jackfield/connector';
import type { Transaction } from '@jackfield/db';
import type { Fingerprint } from '../../initialization-state.ts';
import { newId } from '../../new-id.ts';
import { readApiDocument, readCallDocument, readFingerprint } from '../../stored-documents.ts';

export interface ApiRecord {
  id: string;
  projectId: string;
  name: string;
  slug: string;
  position: number;
  version: number;
  document: ApiDocument;
  isDeleted: boolean;
}

export interface CallLine {
  id: string;
  name: string;
  slug: string;
  position: number;
  document: CallDocument;
  fingerprint: Fingerprint | null;
}

interface ApiRow extends Omit<ApiRecord, 'document' | 'isDeleted'> {
  document: unknown;
  deletedAt: Date | null;
}

export function createApisRepository(db: Transaction) {
  return {
    /** Also from the trash: `isDeleted` tells. */
    async find(apiId: string): Promise<ApiRecord | null> {
      const row = await db.api.findUnique({ where: { id: apiId } });
      return row ? toRecord(row) : null;
    },

    /** The project's APIs with their calls, without the trash, in order. */
    async listWithCalls(projectId: string): Promise<{ api: ApiRecord; calls: CallLine[] }[]> {
      const order = [{ position: 'asc' as const }, { createdAt: 'asc' as const }, { id: 'asc' as const }];
      const rows = await db.api.findMany({
        where: { projectId, deletedAt: null },
        orderBy: order,
        include: {
          calls: { where: { deletedAt: null }, orderBy: order, include: { shape: { select: { fingerprint: true } } } },
        },
      });
      return rows.map(({ calls, ...api }) => ({
        api: toRecord(api),
        calls: calls.map(({ id, name, slug, position, document, shape }) => ({
          id,
          name,
          slug,
          position,
          document: readCallDocument(document),
          fingerprint: shape ? readFingerprint(shape.fingerprint) : null,
        })),
      }));
    },

    /** Whether another living API of the project has this name. */
    async isNameTaken(projectId: string, name: string, exceptId?: string): Promise<boolean> {
      const other = await db.api.findFirst({
        where: { projectId, name, deletedAt: null, ...(exceptId === undefined ? {} : { id: { not: exceptId } }) },
        select: { id: true },
      });
      return other !== null;
    },

    async namesLike(projectId: string, name: string): Promise<Set<string>> {
      const rows = await db.api.findMany({
        where: { projectId, deletedAt: null, name: { startsWith: name } },
        select: { name: true },
      });
      return new Set(rows.map((row) => row.name));
    },

    async slugsLike(projectId: string, slug: string): Promise<Set<string>> {
      const rows = await db.api.findMany({
        where: { projectId, deletedAt: null, slug: { startsWith: slug } },
        select: { slug: true },
      });
      return new Set(rows.map((row) => row.slug));
    },

    /** At the end of the list. */
    async create(data: Pick<ApiRecord, 'projectId' | 'name' | 'slug' | 'document'>): Promise<ApiRecord> {
      const last = await db.api.aggregate({ where: { projectId: data.projectId }, _max: { position: true } });
      const position = (last._max.position ?? -1) + 1;
      return toRecord(await db.api.create({ data: { ...data, id: newId(), position } }));
    },

    /** False when another version stands, or it is in the trash. */
    async save(apiId: string, version: number, data: Pick<ApiRecord, 'name' | 'document'>): Promise<boolean> {
      const { count } = await db.api.updateMany({
        where: { id: apiId, version, deletedAt: null },
        data: { ...data, version: version + 1 },
      });
      return count === 1;
    },

    /** The trash too. */
    async listAll(projectId: string): Promise<ApiRecord[]> {
      return (await db.api.findMany({ where: { projectId } })).map(toRecord);
    },

    /** A change that is no edit of a person's: who edits meanwhile is told by the version. */
    async replaceDocument(apiId: string, document: ApiDocument): Promise<void> {
      await db.api.update({ where: { id: apiId }, data: { document, version: { increment: 1 } } });
    },

    /** The living ones, in order. */
    async idsInOrder(projectId: string): Promise<string[]> {
      const rows = await db.api.findMany({
        where: { projectId, deletedAt: null },
        orderBy: [{ position: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },

    async setOrder(ids: readonly string[]): Promise<void> {
      await db.$executeRaw`
        UPDATE api AS one SET position = wanted.place
        FROM unnest(${ids}::text[]) WITH ORDINALITY AS wanted(id, place)
        WHERE one.id = wanted.id AND one.position <> wanted.place`;
    },

    async moveToTrash(apiId: string): Promise<void> {
      await db.api.update({
        where: { id: apiId },
        data: { deletedAt: new Date(), deletedKey: apiId, version: { increment: 1 } },
      });
    },

    async restore(apiId: string, slug: string): Promise<ApiRecord> {
      return toRecord(
        await db.api.update({
          where: { id: apiId },
          data: { deletedAt: null, deletedKey: '', slug, version: { increment: 1 } },
        }),
      );
    },
  };
}

function toRecord(row: ApiRow): ApiRecord {
  const { id, projectId, name, slug, position, version } = row;
  return {
    id,
    projectId,
    name,
    slug,
    position,
    version,
    document: readApiDocument(row.document),
    isDeleted: row.deletedAt !== null,
  };
}
