import { databaseUnavailable } from '../app-error.ts';
import type { CompiledProject } from './compiled.ts';

/** What was read longer ago may have been changed by another process. */
const REREAD_AFTER_MS = 1_000;
/** How long a run waits to know better, and how long a revoked token can work in a process that hears nothing. */
const UNSURE_MS_MAX = 5 * 60_000;

export interface KeptProject {
  loading: Promise<CompiledProject | null>;
  /** What `loading` gave. */
  loaded: CompiledProject | null;
  /** When its reading began (`Date.now()`). */
  readAt: number;
  /** Which time of hearing changes it was read in. */
  hearing: number;
  /** When it was last tried to read it again. */
  triedAt: number;
  rereading: Promise<CompiledProject | null> | null;
}

interface Deafness {
  /** Until then each change was heard. */
  heardUntil: number;
  /** Reads the project again and puts it in the place of the kept one. */
  reread: () => Promise<CompiledProject | null>;
}

/**
 * The project for a run while changes of other processes are not heard, or may have been missed: read again when it is
 * older than a second.
 * While the database does not answer, runs go on with what is known, at most for 5 minutes, and no run waits for it
 * longer than a second.
 *
 * @throws AppError `database_unavailable` after that.
 */
export async function rereadWhileDeaf(
  kept: KeptProject,
  { heardUntil, reread }: Deafness,
): Promise<CompiledProject | null> {
  const now = Date.now();
  if (kept.loaded === null) return kept.loading;
  if (kept.rereading === null && now - kept.triedAt >= REREAD_AFTER_MS) {
    kept.triedAt = now;
    kept.rereading = reread().finally(() => {
      kept.rereading = null;
    });
    kept.rereading.catch(() => {});
  }
  const patienceMs = kept.triedAt + REREAD_AFTER_MS - now;
  if (kept.rereading !== null && patienceMs > 0) {
    const answer = await answerWithin(patienceMs, kept.rereading);
    if (answer !== null) return answer.project;
  }
  const knownRightAt = Math.max(kept.readAt, heardUntil);
  if (Date.now() - knownRightAt > UNSURE_MS_MAX) throw databaseUnavailable();
  return kept.loaded;
}

/** Null when there is none: it failed, or takes longer. */
async function answerWithin(
  ms: number,
  rereading: Promise<CompiledProject | null>,
): Promise<{ project: CompiledProject | null } | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  const answered = rereading.then(
    (project) => ({ project }),
    () => null,
  );
  return Promise.race([answered, late]).finally(() => clearTimeout(timer));
}
