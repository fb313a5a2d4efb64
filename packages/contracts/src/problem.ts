import { z } from 'zod';

/** Every problem the server can answer with; a status code is written nowhere else (RFC 9457). */
export const PROBLEMS = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  malformed_body: { status: 400, title: 'The body cannot be read' },
  not_signed_in: { status: 401, title: 'Sign in first' },
  wrong_credentials: { status: 401, title: 'The e-mail address or the password is wrong' },
  invalid_token: { status: 401, title: 'The token is not valid' },
  not_allowed: { status: 403, title: 'Your role does not allow this' },
  foreign_origin: { status: 403, title: 'The request comes from another site' },
  sign_up_closed: { status: 403, title: 'Sign-up is by invitation' },
  not_found: { status: 404, title: 'Not found' },
  method_not_allowed: { status: 405, title: 'This address does not know that method' },
  name_taken: { status: 409, title: 'The name is taken' },
  version_conflict: { status: 409, title: 'Someone else changed this in the meantime' },
  origin_changed: { status: 409, title: 'The address changed in the meantime' },
  call_not_initialized: { status: 409, title: 'The call is not initialized' },
  call_not_runnable: { status: 409, title: 'The call cannot run yet' },
  environment_needed: { status: 409, title: 'This environment is needed' },
  initialization_expired: { status: 410, title: 'The initialization is gone' },
  link_closed: { status: 410, title: 'The link is no longer good' },
  body_too_large: { status: 413, title: 'The body is too large' },
  unsupported_media_type: { status: 415, title: 'The body is of a type that is not read here' },
  too_many_requests: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  run_in_run: { status: 508, title: 'A call runs itself' },
  upstream_failed: { status: 502, title: 'The API could not be reached' },
  upstream_timeout: { status: 504, title: 'The API did not answer in time' },
  shutting_down: { status: 503, title: 'The server is shutting down' },
  database_unavailable: { status: 503, title: 'The database does not answer' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof PROBLEMS;
export const problemCodeSchema = z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]);

export const problemErrorSchema = z.strictObject({
  /** Into the request: `['body', 'document', 'headers', 0, 'key']`. */
  path: z.array(z.union([z.string(), z.number()])),
  message: z.string(),
  fix: z.string().optional(),
});
export type ProblemError = z.infer<typeof problemErrorSchema>;

/** `application/problem+json` (RFC 9457); `type` points into docs/errors.md. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  code: problemCodeSchema,
  requestId: z.string(),
  errors: z.array(problemErrorSchema).optional(),
  /** `version_conflict`, `origin_changed`: what stands now. */
  current: z.unknown().optional(),
  /** `upstream_failed`, `upstream_timeout`: the error kind of the run. */
  kind: z.string().optional(),
});
export type Problem = z.infer<typeof problemSchema>;
