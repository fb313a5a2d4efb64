import type { Keyring } from '../keyring/keyring.ts';
import { compileProject } from './compile-project.ts';
import type { CompiledProject } from './compiled.ts';
import type { ConfigurationRepository } from './configuration.repository.ts';

interface Dependencies {
  repository: Pick<ConfigurationRepository, 'findProjectId' | 'load'>;
  keyring: Keyring;
}

/**
 * The compiled configuration of each project in use, in memory. A change of a project drops its entry at once
 * (`forget`, after the commit), so the next run compiles what stands then; loads are single flight.
 *
 * @NOTE Another process that shares the database is not told of a change made here.
 */
export class Configuration {
  readonly #dependencies: Dependencies;
  readonly #projects = new Map<string, Promise<CompiledProject | null>>();
  /** Those that are there already, so that a warm run waits for nothing. */
  readonly #loaded = new Map<string, CompiledProject>();
  /** A slug is set once, so this never grows stale. */
  readonly #idsBySlug = new Map<string, string>();

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** Null also for a project that is only not in memory: ask `ofSlug`. */
  inMemory(slug: string): CompiledProject | null {
    const id = this.#idsBySlug.get(slug);
    return (id === undefined ? undefined : this.#loaded.get(id)) ?? null;
  }

  async ofSlug(slug: string): Promise<CompiledProject | null> {
    const id = this.#idsBySlug.get(slug) ?? (await this.#dependencies.repository.findProjectId(slug));
    if (id === null) return null;
    this.#idsBySlug.set(slug, id);
    return this.ofProject(id);
  }

  ofProject(projectId: string): Promise<CompiledProject | null> {
    const known = this.#projects.get(projectId);
    if (known !== undefined) return known;
    const loading = this.#load(projectId);
    this.#projects.set(projectId, loading);
    // Neither a failure nor an absence is kept; a newer load that took the place is left alone.
    const drop = () => {
      if (this.#projects.get(projectId) === loading) this.#projects.delete(projectId);
    };
    loading.then((project) => {
      if (project === null) drop();
      else if (this.#projects.get(projectId) === loading) this.#loaded.set(projectId, project);
    }, drop);
    return loading;
  }

  /** To be called when a change of the project is committed. */
  forget(projectId: string): void {
    this.#projects.delete(projectId);
    this.#loaded.delete(projectId);
  }

  async #load(projectId: string): Promise<CompiledProject | null> {
    const rows = await this.#dependencies.repository.load(projectId);
    return rows === null ? null : compileProject(rows, this.#dependencies.keyring);
  }
}
