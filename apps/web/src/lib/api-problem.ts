import type { Problem, ProblemCode, ProblemError } from '@jackfield/contracts';

/** Besides the server's own codes: it could not be reached, its answer could not be read, or we stopped waiting. */
export type ApiProblemCode = ProblemCode | 'unreachable' | 'unreadable' | 'cancelled';

/** The one error that a request of the editor can end with. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly code: ApiProblemCode;
  readonly status: number | null;
  readonly title: string;
  readonly detail: string | null;
  readonly errors: readonly ProblemError[];
  readonly requestId: string | null;
  /** `version_conflict`: what stands on the server now. */
  readonly current: unknown;

  constructor(code: ApiProblemCode, title: string, problem: Partial<Problem> = {}, cause?: unknown) {
    super(problem.detail ?? title, { cause });
    this.code = code;
    this.title = title;
    this.status = problem.status ?? null;
    this.detail = problem.detail ?? null;
    this.errors = problem.errors ?? [];
    this.requestId = problem.requestId ?? null;
    this.current = problem.current;
  }
}

/** Any thrown value as an ApiProblem, so that a page shows one kind of error. */
export function toApiProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  return new ApiProblem(
    'internal',
    'Something went wrong on this page',
    { detail: error instanceof Error ? error.message : String(error) },
    error,
  );
}

/** A gateway's answer while nothing stands behind it. */
const GATEWAY = [502, 503, 504];

/** Whether it may pass by itself: the server, or its database, is away for now. */
export function isPassing({ code, status }: ApiProblem): boolean {
  if (code === 'unreadable') return status !== null && GATEWAY.includes(status);
  return code === 'unreachable' || code === 'shutting_down' || code === 'database_unavailable';
}

/** The page's foot says that the server is away, and a dialog that the session has ended. */
export function isToldElsewhere(problem: ApiProblem | null): boolean {
  return problem !== null && (problem.code === 'not_signed_in' || isPassing(problem));
}

/** The message for one field of the body, or null; `path` is written `document.headers.0.key`. */
export function problemAt(problem: ApiProblem | null, path: string): string | null {
  const found = problem?.errors.find((error) => toBodyPath(error.path) === path);
  return found === undefined ? null : withFix(found);
}

/** Errors that have no field in `paths`; they are shown above the form. */
export function problemsElsewhere(problem: ApiProblem, paths: readonly string[]): ProblemError[] {
  return problem.errors.filter((error) => !paths.includes(toBodyPath(error.path)));
}

/** `['body', 'document', 'headers', 0, 'key']` → `document.headers.0.key`. */
export function toBodyPath(path: ProblemError['path']): string {
  return (path[0] === 'body' ? path.slice(1) : path).join('.');
}

function withFix(error: ProblemError): string {
  return error.fix === undefined ? error.message : `${error.message} ${error.fix}`;
}
