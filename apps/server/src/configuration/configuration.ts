import type { Keyring } from '../keyring/keyring.ts';
import { compileProject, shapeResponseType } from './compile-project.ts';
import type { CompiledProject } from './compiled.ts';
import type { ConfigurationRepository } from './configuration.repository.ts';
import { type KeptProject, rereadWhileDeaf } from './reread-while-deaf.ts';

interface Dependencies {
  repository: Pick<ConfigurationRepository, 'findProjectId' | 'load' | 'shapesOf'>;
  keyring: Keyring;
}

/**
 * The compiled configuration of each project in use, in memory. A change of a project drops its entry at once
 * (`forget`, after the commit), so the next run compiles what stands then; loads are single flight.
 *
 * Other processes may share the database, so memory is trusted as long as their changes are heard. Docs:
 * docs/decisions/009-changes-between-processes.md.
 */
export class Configuration {
  readonly #dependencies: Dependencies;
  readonly #projects = new Map<string, KeptProject>();
  /** A slug is set once, so this never grows stale. */
  readonly #idsBySlug = new Map<string, string>();
  #isHearing = false;
  #heardUntil = 0;
  /** Counts how often hearing began: what was read before the last time may have missed a change. */
  #hearings = 0;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
  }

  /** So that a warm run waits for nothing. Null also for a project that is only not in memory: ask `ofSlug`. */
  inMemory(slug: string): CompiledProject | null {
    const id = this.#idsBySlug.get(slug);
    const kept = id === undefined ? undefined : this.#projects.get(id);
    return kept !== undefined && this.#isSure(kept) ? kept.loaded : null;
  }

  async ofSlug(slug: string): Promise<CompiledProject | null> {
    const id = this.#idsBySlug.get(slug) ?? (await this.#dependencies.repository.findProjectId(slug));
    if (id === null) return null;
    this.#idsBySlug.set(slug, id);
    return this.#ofProject(id);
  }

  /** As it stands at this moment, for somebody who may have changed it just now through another process. */
  ofProject(projectId: string): Promise<CompiledProject | null> {
    const kept = this.#projects.get(projectId);
    return kept === undefined ? this.#ofProject(projectId) : this.#reread(projectId, kept);
  }

  /** To be called when a change of the project is committed. */
  forget(projectId: string): void {
    this.#projects.delete(projectId);
  }

  /**
   * From now on each change of another process leads to `forget`. What was read before may have missed one and is read
   * again when it is next used; if that fails, it is still better than nothing.
   */
  hear(): void {
    this.#isHearing = true;
    this.#hearings += 1;
    for (const kept of this.#projects.values()) kept.triedAt = 0;
  }

  /** Changes of other processes may have been missed since this instant (`Date.now()`). */
  goDeaf(heardUntil: number): void {
    this.#isHearing = false;
    this.#heardUntil = Math.max(this.#heardUntil, heardUntil);
  }

  #ofProject(projectId: string): Promise<CompiledProject | null> {
    const kept = this.#projects.get(projectId);
    if (kept === undefined) return this.#keep(projectId).loading;
    if (this.#isSure(kept)) return kept.loading;
    return rereadWhileDeaf(kept, { heardUntil: this.#heardUntil, reread: () => this.#reread(projectId, kept) });
  }

  #isSure(kept: KeptProject): boolean {
    return this.#isHearing && kept.hearing === this.#hearings;
  }

  #keep(projectId: string): KeptProject {
    const kept = this.#startLoading(projectId);
    this.#projects.set(projectId, kept);
    // Neither a failure nor an absence is kept; a newer load that took the place is left alone.
    const drop = () => {
      if (this.#projects.get(projectId) === kept) this.#projects.delete(projectId);
    };
    kept.loading.then((project) => {
      if (project === null) drop();
    }, drop);
    return kept;
  }

  /** Takes the place of what was kept once it is read; what is forgotten meanwhile stays forgotten. */
  async #reread(projectId: string, kept: KeptProject): Promise<CompiledProject | null> {
    const newer = this.#startLoading(projectId);
    const project = await newer.loading;
    if (this.#projects.get(projectId) === kept) {
      if (project === null) this.#projects.delete(projectId);
      else this.#projects.set(projectId, newer);
    }
    return project;
  }

  #startLoading(projectId: string): KeptProject {
    const now = Date.now();
    const kept: KeptProject = {
      loading: this.#load(projectId),
      loaded: null,
      readAt: now,
      hearing: this.#hearings,
      triedAt: now,
      rereading: null,
    };
    kept.loading.then(
      (project) => {
        kept.loaded = project;
      },
      () => {},
    );
    return kept;
  }

  async #load(projectId: string): Promise<CompiledProject | null> {
    const rows = await this.#dependencies.repository.load(projectId);
    if (rows === null) return null;
    const hasXml = rows.apis.some(({ calls }) => calls.some((call) => shapeResponseType(call) === 'xml'));
    const xmlShapes = hasXml ? await this.#dependencies.repository.shapesOf(projectId, 'xml') : new Map();
    return compileProject(rows, xmlShapes, this.#dependencies.keyring);
  }
}
