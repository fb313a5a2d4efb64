import type { ApiDocument, CallDocument } from '@jackfield/connector';
import type { Transaction } from '@jackfield/db';
import { type ShapeSchema, shapeSchemaSchema } from '@jackfield/shape';
import type { Fingerprint } from '../../initialization-state.ts';
import { newId } from '../../new-id.ts';
import { readApiDocument, readCallDocument, readFingerprint } from '../../stored-documents.ts';
import { readStatuses } from '../../stored-statuses.ts';
import { fromStoredText } from '../../stored-text.ts';

export interface ShapeRecord {
  schema: ShapeSchema;
  fingerprint: Fingerprint;
  savedByName: string;
  savedAt: Date;
  version: number;
}

export interface CallRecord {
  id: string;
  apiId: string;
  projectId: string;
  name: string;
  slug: string;
  position: number;
  version: number;
  document: CallDocument;
  isDeleted: boolean;
  apiDocument: ApiDocument;
  isApiDeleted: boolean;
  shape: ShapeRecord | null;
  errorShape: (ShapeRecord & { statuses: number[] }) | null;
}

const shapeColumns = { schema: true, fingerprint: true, savedByName: true, savedAt: true, version: true } as const;
const withApiAndShape = {
  api: { select: { projectId: true, document: true, deletedAt: true } },
  shape: { select: shapeColumns },
  errorShape: { select: { ...shapeColumns, statuses: true } },
} as const;

export function createCallsRepository(db: Transaction) {
  return {
    /** Also from the trash: `isDeleted` and `isApiDeleted` tell. */
    async find(callId: string): Promise<CallRecord | null> {
      const row = await db.call.findUnique({ where: { id: callId }, include: withApiAndShape });
      return row ? toRecord(row) : null;
    },

    /** Whether another living call of the API has this name. */
    async isNameTaken(apiId: string, name: string, exceptId?: string): Promise<boolean> {
      const other = await db.call.findFirst({
        where: { apiId, name, deletedAt: null, ...(exceptId === undefined ? {} : { id: { not: exceptId } }) },
        select: { id: true },
      });
      return other !== null;
    },

    async slugsLike(apiId: string, slug: string): Promise<Set<string>> {
      const rows = await db.call.findMany({
        where: { apiId, deletedAt: null, slug: { startsWith: slug } },
        select: { slug: true },
      });
      return new Set(rows.map((row) => row.slug));
    },

    async namesLike(apiId: string, name: string): Promise<Set<string>> {
      const rows = await db.call.findMany({
        where: { apiId, deletedAt: null, name: { startsWith: name } },
        select: { name: true },
      });
      return new Set(rows.map((row) => row.name));
    },

    /** At the end of its API, or right below another call. */
    async create(
      data: Pick<CallRecord, 'apiId' | 'name' | 'slug' | 'document'>,
      below?: { position: number },
    ): Promise<CallRecord> {
      const { method, useAs } = data.document;
      const position = below ? below.position + 1 : await nextPosition(data.apiId);
      if (below) {
        await db.call.updateMany({
          where: { apiId: data.apiId, position: { gte: position } },
          data: { position: { increment: 1 } },
        });
      }
      return toRecord(
        await db.call.create({
          data: { ...data, id: newId(), position, method, useAs },
          include: withApiAndShape,
        }),
      );
    },

    /** False when another version stands, or it is in the trash. */
    async save(callId: string, version: number, data: Pick<CallRecord, 'name' | 'document'>): Promise<boolean> {
      const { method, useAs } = data.document;
      const { count } = await db.call.updateMany({
        where: { id: callId, version, deletedAt: null },
        data: { ...data, method, useAs, version: version + 1 },
      });
      return count === 1;
    },

    /** The living ones of an API, in order. */
    async idsInOrder(apiId: string): Promise<string[]> {
      const rows = await db.call.findMany({
        where: { apiId, deletedAt: null },
        orderBy: [{ position: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
        select: { id: true },
      });
      return rows.map(({ id }) => id);
    },

    async setOrder(ids: readonly string[]): Promise<void> {
      await db.$executeRaw`
        UPDATE "call" AS one SET position = wanted.place
        FROM unnest(${ids}::text[]) WITH ORDINALITY AS wanted(id, place)
        WHERE one.id = wanted.id AND one.position <> wanted.place`;
    },

    async moveToApi(callId: string, data: Pick<CallRecord, 'apiId' | 'name' | 'slug' | 'document'>): Promise<void> {
      const { method, useAs } = data.document;
      const position = await nextPosition(data.apiId);
      await db.call.update({
        where: { id: callId },
        data: { ...data, method, useAs, position, version: { increment: 1 } },
      });
    },

    async moveToTrash(callId: string): Promise<void> {
      await db.call.update({
        where: { id: callId },
        data: { deletedAt: new Date(), deletedKey: callId, version: { increment: 1 } },
      });
    },

    async restore(callId: string, slug: string): Promise<CallRecord> {
      return toRecord(
        await db.call.update({
          where: { id: callId },
          data: { deletedAt: null, deletedKey: '', slug, version: { increment: 1 } },
          include: withApiAndShape,
        }),
      );
    },

    /** Gives one call the saved shape of another, so that a copy is as initialized as what it was copied from. */
    async copyShape(fromCallId: string, toCallId: string): Promise<void> {
      const row = await db.shape.findUnique({ where: { callId: fromCallId } });
      if (!row) return;
      const { schema, statistics, choices, fingerprint, ...rest } = row;
      await db.shape.create({
        data: {
          ...rest,
          id: newId(),
          callId: toCallId,
          version: 1,
          schema: schema ?? {},
          statistics: statistics ?? {},
          choices: choices ?? {},
          fingerprint: fingerprint ?? {},
        },
      });
    },
  };

  async function nextPosition(apiId: string): Promise<number> {
    const last = await db.call.aggregate({ where: { apiId }, _max: { position: true } });
    return (last._max.position ?? -1) + 1;
  }
}

interface CallRow {
  id: string;
  apiId: string;
  name: string;
  slug: string;
  position: number;
  version: number;
  document: unknown;
  deletedAt: Date | null;
  api: { projectId: string; document: unknown; deletedAt: Date | null };
  shape: ShapeRow | null;
  errorShape: (ShapeRow & { statuses: unknown }) | null;
}

type ShapeRow = Omit<ShapeRecord, 'schema' | 'fingerprint'> & { schema: unknown; fingerprint: unknown };

function toRecord({ api, shape, errorShape, document, deletedAt, ...row }: CallRow): CallRecord {
  return {
    id: row.id,
    apiId: row.apiId,
    projectId: api.projectId,
    name: row.name,
    slug: row.slug,
    position: row.position,
    version: row.version,
    document: readCallDocument(document),
    isDeleted: deletedAt !== null,
    apiDocument: readApiDocument(api.document),
    isApiDeleted: api.deletedAt !== null,
    shape: shape && toShape(shape),
    errorShape: errorShape && { ...toShape(errorShape), statuses: readStatuses(errorShape.statuses) },
  };
}

function toShape({ schema, fingerprint, savedByName, savedAt, version }: ShapeRow): ShapeRecord {
  return {
    savedByName,
    savedAt,
    version,
    schema: shapeSchemaSchema.parse(fromStoredText(schema)),
    fingerprint: readFingerprint(fingerprint),
  };
}
