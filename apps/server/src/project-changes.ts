import type { Logger } from './logger.ts';

type Listener = (projectId: string) => void;

/**
 * Tells what is kept in memory (the compiled configuration of the run path) that something of a project changed:
 * the project, an API, a call, a shape, a variable, a secret or a token. Announced once the change is committed.
 */
export class ProjectChanges {
  readonly #listeners = new Set<Listener>();
  readonly #logger: Logger;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Returns how to stop listening. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(projectId: string): void {
    for (const listener of this.#listeners) {
      try {
        listener(projectId);
      } catch (error) {
        // The change is committed: its author is not told of a listener's fault.
        this.#logger.error({ err: error, projectId }, 'a listener to project changes failed');
      }
    }
  }
}
