import type { ProblemCode, ProblemError } from '@jackfield/contracts';

export interface AppErrorOptions {
  /** What happened and one thing to try; shown to the person. */
  detail?: string;
  errors?: ProblemError[];
  /** `version_conflict`: what stands now, as the endpoint would answer it. `origin_changed`: where it goes now. */
  current?: unknown;
  /** Error kind of a run, for `upstream_failed` and `upstream_timeout`. */
  kind?: string;
  retryable?: boolean;
  /** `too_many_requests`: told as `Retry-After`. */
  retryAfterS?: number;
  /** For the log only. */
  context?: Record<string, unknown>;
  cause?: unknown;
}

/** Every failure that a person is told of; its status follows from `code` (PROBLEMS). */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly errors: ProblemError[] | undefined;
  readonly current: unknown;
  readonly kind: string | undefined;
  readonly retryable: boolean;
  readonly retryAfterS: number | undefined;
  readonly context: Record<string, unknown>;

  constructor(code: ProblemCode, options: AppErrorOptions = {}) {
    super(options.detail ?? code, { cause: options.cause });
    this.code = code;
    this.detail = options.detail;
    this.errors = options.errors;
    this.current = options.current;
    this.kind = options.kind;
    this.retryable = options.retryable ?? false;
    this.retryAfterS = options.retryAfterS;
    this.context = options.context ?? {};
  }
}

/** Not there, or not theirs: the two are never told apart. */
export function notFound(what: string): AppError {
  return new AppError('not_found', {
    detail: `There is no such ${what}, or you may not see it. Go back and open it again.`,
  });
}

/** The database does not answer, or not in time. Whether a change that waited for it was made is not known. */
export function databaseUnavailable(
  cause?: unknown,
  detail = 'The database does not answer. Wait a moment, look whether your last change was saved, and try again.',
): AppError {
  return new AppError('database_unavailable', {
    detail,
    retryable: true,
    retryAfterS: 5,
    cause,
  });
}

export function nameTaken(path: ProblemError['path'], message: string): AppError {
  return new AppError('name_taken', { detail: message, errors: [{ path, message, fix: 'Choose another name.' }] });
}

/** `current` is the DTO of what stands now, so that the editor can merge. */
export function versionConflict(current: unknown): AppError {
  return new AppError('version_conflict', {
    detail: 'Someone saved another version since you opened this one. Look at it, then save again.',
    current,
  });
}

export function invalidRequest(errors: ProblemError[], detail?: string): AppError {
  return new AppError('invalid_request', { errors, detail: detail ?? errors[0]?.message });
}
