import type { RunBy } from '@jackfield/contracts';
import { Prisma, type Transaction } from '@jackfield/db';
import { firstRunIdAt } from '../../recording/run-id.ts';

const summary = {
  id: true,
  apiId: true,
  callId: true,
  environmentId: true,
  by: true,
  actorId: true,
  as: true,
  method: true,
  url: true,
  outcome: true,
  status: true,
  ok: true,
  durationMs: true,
  sizeBytes: true,
  attempts: true,
} as const;

export type RunSummaryRow = Prisma.RunGetPayload<{ select: typeof summary }>;
export type RunRow = Prisma.RunGetPayload<object>;

export interface RunFilter {
  apiId?: string | undefined;
  callId?: string | undefined;
  environmentId?: string | undefined;
  ok?: boolean | undefined;
  outcome?: string | undefined;
  by?: RunBy | undefined;
  actorId?: string | undefined;
  /** Milliseconds; from here on, and before. */
  fromMs?: number | undefined;
  toMs?: number | undefined;
  text?: string | undefined;
  beforeId?: string | undefined;
}

export interface ChartFilter {
  projectId: string;
  apiId?: string | undefined;
  callId?: string | undefined;
  environmentId?: string | undefined;
  spanSeconds: number;
  stretchSeconds: number;
  from: Date;
}

export interface ChartRow {
  /** Of the stretch: it starts so many stretches after 1970. */
  stretch: number;
  durationClass: number;
  runs: number;
  failed: number;
  unrecorded: number;
}

export interface RunSettingsRow {
  runDaysKept: number;
  runsKeptMax: number;
  keepsBodies: boolean;
  version: number;
}

export function createRunsRepository(db: Transaction) {
  return {
    /** Newest first. */
    async list(projectId: string, filter: RunFilter, take: number): Promise<RunSummaryRow[]> {
      return db.run.findMany({ where: whereOf(projectId, filter), select: summary, orderBy: { id: 'desc' }, take });
    },

    async find(projectId: string, runId: string): Promise<RunRow | null> {
      return db.run.findFirst({ where: { projectId, id: runId } });
    },

    /** Of tokens and people, by id. */
    async actorNames(ids: readonly string[]): Promise<Map<string, string>> {
      const where = { id: { in: [...ids] } };
      const select = { id: true, name: true };
      const tokens = await db.token.findMany({ where, select });
      const people = await db.user.findMany({ where, select });
      return new Map([...tokens, ...people].map(({ id, name }) => [id, name]));
    },

    async chart({ projectId, apiId, callId, environmentId, ...time }: ChartFilter): Promise<ChartRow[]> {
      const ofApi = Prisma.sql`AND "callId" IN (SELECT id FROM "call" WHERE "apiId" = ${apiId ?? ''})`;
      return db.$queryRaw<ChartRow[]>`
        SELECT floor(extract(epoch FROM "startsAt") / ${time.stretchSeconds}::int)::int AS stretch, "durationClass",
          sum(runs)::int AS runs, sum(failed)::int AS failed, sum(unrecorded)::int AS unrecorded
        FROM "run_count"
        WHERE "projectId" = ${projectId} AND "spanSeconds" = ${time.spanSeconds}::int
          AND "startsAt" >= (${time.from.toISOString()}::timestamptz AT TIME ZONE 'UTC')
          ${apiId === undefined ? Prisma.empty : ofApi}
          ${callId === undefined ? Prisma.empty : Prisma.sql`AND "callId" = ${callId}`}
          ${environmentId === undefined ? Prisma.empty : Prisma.sql`AND "environmentId" = ${environmentId}`}
        GROUP BY 1, 2 ORDER BY 1, 2`;
    },

    async settings(projectId: string): Promise<RunSettingsRow | null> {
      const select = { runDaysKept: true, runsKeptMax: true, keepsBodies: true, version: true };
      return db.project.findUnique({ where: { id: projectId }, select });
    },

    /** False when another version stands. */
    async saveSettings(projectId: string, { version, ...settings }: RunSettingsRow): Promise<boolean> {
      const { count } = await db.project.updateMany({
        where: { id: projectId, version },
        data: { ...settings, version: version + 1 },
      });
      return count === 1;
    },

    async countOf(projectId: string, untilId?: string): Promise<number> {
      return db.run.count({ where: { projectId, ...(untilId === undefined ? {} : { id: { lte: untilId } }) } });
    },
  };
}

function whereOf(projectId: string, filter: RunFilter): Prisma.RunWhereInput {
  const { fromMs, toMs, beforeId, text, ...equal } = filter;
  const bounds = [
    ...(fromMs === undefined ? [] : [{ id: { gte: firstRunIdAt(fromMs) } }]),
    ...(toMs === undefined ? [] : [{ id: { lt: firstRunIdAt(toMs) } }]),
    ...(beforeId === undefined ? [] : [{ id: { lt: beforeId } }]),
    ...(text === undefined || text === '' ? [] : [{ url: { contains: literal(text), mode: 'insensitive' as const } }]),
  ];
  const given = Object.fromEntries(Object.entries(equal).filter(([, value]) => value !== undefined));
  return { projectId, ...given, AND: bounds };
}

/** For LIKE, in which `%` and `_` stand for others. */
function literal(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}
