import type { z } from 'zod';
import type { ProblemCode } from './problem.ts';

export const ROLES = ['owner', 'admin', 'editor', 'viewer'] as const;
export type Role = (typeof ROLES)[number];

/**
 * Who may use an endpoint: anybody, anybody signed in, or a member of the workspace that the path's project,
 * API or call belongs to, with at least that role. The server enforces it in one place.
 */
export type May = 'anyone' | 'signed-in' | Role;

export interface Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  BodyType extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
  MayUse extends May = May,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express form: `/api/calls/:callId`. */
  path: string;
  may: MayUse;
  /** Who may where something is done rather than read; absent where that makes no difference. */
  mayAct?: Role;
  /** Who may where the environment that is meant is live; absent where that makes no difference. */
  mayInLive?: Role;
  params: Params;
  query: Query;
  body: BodyType;
  /** The JSON answer; for a stream, one line of `application/x-ndjson`. */
  response: Response;
  isStream?: boolean;
  /** Its body may come as multipart/form-data: the JSON as the part `body`, and files by the names of inputs. */
  takesFiles?: boolean;
  /** Besides those every endpoint may answer with. */
  problems: readonly ProblemCode[];
}

/** Declares an endpoint, keeping its exact types. */
export function defineEndpoint<
  Params extends z.ZodType,
  Query extends z.ZodType,
  BodyType extends z.ZodType,
  Response extends z.ZodType,
  const MayUse extends May,
>(endpoint: Endpoint<Params, Query, BodyType, Response, MayUse>): Endpoint<Params, Query, BodyType, Response, MayUse> {
  return endpoint;
}

export type EndpointParams<E extends Endpoint> = z.infer<E['params']>;
export type EndpointQuery<E extends Endpoint> = z.infer<E['query']>;
export type EndpointBody<E extends Endpoint> = z.infer<E['body']>;
export type EndpointBodyInput<E extends Endpoint> = z.input<E['body']>;
export type EndpointResponse<E extends Endpoint> = z.infer<E['response']>;
