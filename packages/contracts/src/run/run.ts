import { envelopeSchema } from '@jackfield/connector';
import { z } from 'zod';

/** Served by node:http before Express, so it is declared beside the endpoints rather than among them. */
export const RUN_PATH_PREFIX = '/run/v1/';

/** `POST /run/v1/{project}/{api}/{call}` with `Authorization: Bearer <token>`. */
export const runRequestSchema = z.strictObject({
  inputs: z.record(z.string(), z.unknown()).optional(),
});
export const runQuerySchema = z.strictObject({
  /** `envelope` (default), or the upstream's bytes as they are. */
  answer: z.enum(['envelope', 'body']).optional(),
  include: z.enum(['rawBody']).optional(),
  /** `all` response headers instead of the default set. */
  headers: z.enum(['all']).optional(),
  /** Which way a call of use Both is meant. */
  as: z.enum(['data', 'action']).optional(),
});
export const runResponseSchema = envelopeSchema;
