import { outcomeSchema, runErrorSchema, sentRequestSchema, timingSchema } from '@jackfield/connector';
import { z } from 'zod';
import { defineEndpoint } from '../endpoint.ts';
import { idSchema, instantSchema, noBody, nothing, versionSchema } from '../fields.ts';
import { handRunEventSchema, usedAsSchema } from '../usage/usage.ts';

/** UUID version 7 of the instant at which the run began. */
export const runIdSchema = z.uuid();

/** Through the run API with a token, by a person, or to learn a shape. */
export const runBySchema = z.enum(['api', 'hand', 'initialization']);
export type RunBy = z.infer<typeof runBySchema>;

export const runSummarySchema = z.strictObject({
  id: runIdSchema,
  startedAt: instantSchema,
  apiId: idSchema,
  callId: idSchema,
  environmentId: idSchema,
  by: runBySchema,
  /** A token or a person; the name is null when it is known no more. */
  actor: z.strictObject({ id: idSchema, name: z.string().nullable() }),
  as: usedAsSchema.nullable(),
  method: z.string(),
  /** As sent, masked; empty where nothing was sent. */
  url: z.string(),
  outcome: outcomeSchema,
  status: z.number().int().nullable(),
  ok: z.boolean(),
  durationMs: z.number().int(),
  sizeBytes: z.number().int(),
  attempts: z.number().int(),
});
export type RunSummary = z.infer<typeof runSummarySchema>;

export const runDetailSchema = z.strictObject({
  ...runSummarySchema.shape,
  replayOf: runIdSchema.nullable(),
  /** Without its body; null where nothing was sent. */
  request: sentRequestSchema.nullable(),
  headers: z.record(z.string(), z.string()),
  error: runErrorSchema.nullable(),
  warnings: z.array(z.string()),
  timing: timingSchema,
});
export type RunDetail = z.infer<typeof runDetailSchema>;

const projectParams = z.strictObject({ projectId: idSchema });
const runParams = z.strictObject({ projectId: idSchema, runId: runIdSchema });
const rangeFilter = { apiId: idSchema.optional(), callId: idSchema.optional(), environmentId: idSchema.optional() };

/** Newest first; `next` is the `before` of the page after this one. */
export const listRuns = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId/runs',
  may: 'viewer',
  params: projectParams,
  query: z.strictObject({
    ...rangeFilter,
    /** `ok`: 2xx; `failed`: everything else; or one outcome. */
    result: z.union([z.enum(['ok', 'failed']), outcomeSchema]).optional(),
    by: runBySchema.optional(),
    actorId: idSchema.optional(),
    /** Begun from here on, and before. */
    from: instantSchema.optional(),
    to: instantSchema.optional(),
    /** Stands in the URL as it was sent. */
    text: z.string().max(200).optional(),
    before: runIdSchema.optional(),
  }),
  body: noBody,
  response: z.strictObject({ runs: z.array(runSummarySchema), next: runIdSchema.nullable() }),
  problems: [],
});

export const getRun = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId/runs/:runId',
  may: 'viewer',
  params: runParams,
  query: nothing,
  body: noBody,
  response: runDetailSchema,
  problems: [],
});

/** What a run was given and got, as far as it is kept. */
export const keptOfRunSchema = z.strictObject({
  inputs: z.record(z.string(), z.unknown()),
  /** Inputs that had a value which is not kept: sensitive, or too large. */
  omitted: z.array(z.string()),
  /** With whose connection, where each end user has their own. */
  user: z.string().optional(),
  requestBody: z.string().nullable(),
  responseBody: z.string().nullable(),
});
export type KeptOfRun = z.infer<typeof keptOfRunSchema>;

/** Null: it cannot be opened, since the master key it was sealed under is gone. */
export const getKeptOfRun = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId/runs/:runId/kept',
  may: 'editor',
  mayInLive: 'admin',
  params: runParams,
  query: nothing,
  body: noBody,
  response: z.strictObject({ kept: keptOfRunSchema.nullable() }),
  problems: [],
});

/**
 * Runs the same call in the same environment again by hand, with the inputs that are kept and these: what was not kept
 * has to be given, and what is given takes the place of what was kept.
 */
export const replayRun = defineEndpoint({
  method: 'POST',
  path: '/api/projects/:projectId/runs/:runId/replays',
  may: 'viewer',
  mayAct: 'editor',
  mayInLive: 'admin',
  params: runParams,
  query: nothing,
  body: z.strictObject({ inputs: z.record(z.string(), z.unknown()) }),
  response: handRunEventSchema,
  isStream: true,
  problems: ['call_not_initialized', 'call_not_runnable'],
});

export const RUN_CHART_RANGES = ['3h', '24h', '7d', '30d'] as const;
export const runChartRangeSchema = z.enum(RUN_CHART_RANGES);
export type RunChartRange = z.infer<typeof runChartRangeSchema>;

export const runChartPointSchema = z.strictObject({
  startsAt: instantSchema,
  runs: z.number().int(),
  failed: z.number().int(),
  /** Null where nothing ran. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});
export type RunChartPoint = z.infer<typeof runChartPointSchema>;

/** Every stretch of the range, also those without a run, oldest first. All runs count, also those without a record. */
export const getRunCharts = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId/run-charts',
  may: 'viewer',
  params: projectParams,
  query: z.strictObject({ ...rangeFilter, range: runChartRangeSchema }),
  body: noBody,
  response: z.strictObject({
    stretchSeconds: z.number().int(),
    points: z.array(runChartPointSchema),
    total: runChartPointSchema.omit({ startsAt: true }),
    /** Runs of the range that have no record, since there were too many at once. */
    unrecorded: z.number().int(),
  }),
  problems: [],
});

export const RUN_DAYS_KEPT_MAX = 365;
export const RUNS_KEPT_MAX = 1_000_000;

export const runSettingsSchema = z.strictObject({
  runDaysKept: z.number().int().min(1, 'At least a day.').max(RUN_DAYS_KEPT_MAX, `At most ${RUN_DAYS_KEPT_MAX} days.`),
  runsKeptMax: z.number().int().min(0, 'At least 0.').max(RUNS_KEPT_MAX, 'At most a million.'),
  keepsBodies: z.boolean(),
});
export type RunSettings = z.infer<typeof runSettingsSchema>;

const runSettingsAnswerSchema = z.strictObject({
  ...runSettingsSchema.shape,
  /** Of the project. */
  version: versionSchema,
  recorded: z.number().int(),
  /** Of the clean-up that goes on now; null: none does. */
  cleanUp: z.strictObject({ deleted: z.number().int(), total: z.number().int() }).nullable(),
});
export type RunSettingsAnswer = z.infer<typeof runSettingsAnswerSchema>;

export const getRunSettings = defineEndpoint({
  method: 'GET',
  path: '/api/projects/:projectId/run-settings',
  may: 'viewer',
  params: projectParams,
  query: nothing,
  body: noBody,
  response: runSettingsAnswerSchema,
  problems: [],
});

/** Runs that are more or older than they may be from now on are deleted at once, in the background. */
export const saveRunSettings = defineEndpoint({
  method: 'PUT',
  path: '/api/projects/:projectId/run-settings',
  may: 'admin',
  params: projectParams,
  query: nothing,
  body: z.strictObject({ ...runSettingsSchema.shape, version: versionSchema }),
  response: runSettingsAnswerSchema,
  problems: ['version_conflict'],
});
