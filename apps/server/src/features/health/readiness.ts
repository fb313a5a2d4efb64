const SHARED_FOR_MS = 1_000;

export interface ReadinessDependencies {
  /** Throws when the database does not answer in time. */
  pingDatabase: () => Promise<void>;
  isStopping: () => boolean;
}

export type Readiness = { ready: true } | { ready: false; reason: string };

/**
 * Tells whether requests are welcome. However often it is asked, at most one question goes to the database at a time,
 * and what it answered holds for a second.
 */
export function createReadiness({ pingDatabase, isStopping }: ReadinessDependencies): () => Promise<Readiness> {
  let answer: Promise<boolean> | null = null;
  let staleAt = 0;
  const databaseAnswers = (): Promise<boolean> => {
    if (answer !== null && performance.now() < staleAt) return answer;
    staleAt = Number.POSITIVE_INFINITY;
    answer = pingDatabase()
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        staleAt = performance.now() + SHARED_FOR_MS;
      });
    return answer;
  };
  return async () => {
    if (isStopping()) return { ready: false, reason: 'The server is stopping.' };
    if (!(await databaseAnswers())) return { ready: false, reason: 'The database does not answer.' };
    return { ready: true };
  };
}
