import { type ApiProblem, toApiProblem } from './api-problem.ts';
import { type AutosaveEvent, type AutosaveState, autosaveReducer, initialAutosaveState } from './autosave-state.ts';
import { isSameJson } from './is-same-json.ts';
import type { Unsaved } from './unsaved-drafts.ts';

export const AUTOSAVE_DELAY_MS = 800;

export interface AutosaverOptions<Draft, Saved extends { version: number }> {
  /** What the page started from. */
  saved: Saved;
  toDraft(saved: Saved): Draft;
  /** Sends the draft with the version that it is an edit of. */
  save(draft: Draft, version: number): Promise<Saved>;
  /** Reads `current` of a `version_conflict`; null asks the server instead (`reload`). */
  parseCurrent(current: unknown): Saved | null;
  reload(): Promise<Saved>;
  onSaved?(saved: Saved): void;
  /**
   * Texts of a draft that look like keys. One that the server has not stops saving by itself until it is gone or
   * allowed, since what was once saved stands in the project's history.
   */
  keysIn?(draft: Draft): readonly string[];
  /** Keeps what is not saved beyond the life of the page; null: nothing to keep. */
  keep?(unsaved: Unsaved<Draft, Saved> | null): void;
}

/** Saves a document by itself, one request at a time, and never drops what was typed. No React in it. */
export class Autosaver<Draft, Saved extends { version: number }> {
  #options: AutosaverOptions<Draft, Saved>;
  #state: AutosaveState<Saved>;
  #draft: Draft;
  /** The draft that the server has. */
  #savedDraft: Draft;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;
  #listeners = new Set<() => void>();
  #allowedKeys = new Set<string>();
  /** What the server has while a restored draft is an edit of something older. */
  #current: Saved | null = null;
  #isDisposed = false;

  constructor(options: AutosaverOptions<Draft, Saved>) {
    this.#options = options;
    this.#savedDraft = options.toDraft(options.saved);
    this.#draft = this.#savedDraft;
    this.#state = initialAutosaveState(options.saved);
  }

  getState = (): AutosaveState<Saved> => this.#state;
  getDraft = (): Draft => this.#draft;

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The callbacks of the latest render. */
  update(options: AutosaverOptions<Draft, Saved>): void {
    this.#options = options;
  }

  /** The page's document changed; it is saved after a pause. */
  edit(draft: Draft): void {
    if (draft === this.#draft) return;
    this.#draft = draft;
    if (this.#running === null && isSameJson(draft, this.#savedDraft)) {
      this.#cancelTimer();
      this.#options.keep?.(null);
      this.#dispatch({ type: 'reverted' });
      if (this.#current !== null) this.#dispatch({ type: 'base-replaced', base: this.#current });
      return;
    }
    this.#options.keep?.({ draft, base: this.#state.base });
    this.#dispatch({ type: 'edited' });
    this.#schedule();
  }

  /** Goes on with what an earlier page could not save; false where there is nothing left of it, or something newer. */
  restore({ draft, base }: Unsaved<Draft, Saved>): boolean {
    if (this.#state.status !== 'saved' || isSameJson(draft, this.#draft)) {
      if (this.#state.status === 'saved') this.#options.keep?.(null);
      return false;
    }
    // An edit of an older version: the server will say so, and both are merged or the person chooses.
    if (base.version !== this.#state.base.version) {
      this.#current = this.#state.base;
      this.#dispatch({ type: 'base-replaced', base });
    }
    this.edit(draft);
    return true;
  }

  /** Nothing is saved any more, whoever still asks for it. */
  dispose(): void {
    this.#cancelTimer();
    this.#isDisposed = true;
  }

  /** What looks like a key, is not on the server, and was not allowed to go there. */
  undecidedKeys = (): string[] => {
    const { keysIn } = this.#options;
    if (keysIn === undefined) return [];
    const known = new Set([...keysIn(this.#savedDraft), ...this.#allowedKeys]);
    return keysIn(this.#draft).filter((text) => !known.has(text));
  };

  /** The person wants this text where it stands. */
  allowKey(text: string): void {
    this.#allowedKeys.add(text);
    void this.saveByItself();
  }

  /** Saves unless a key waits for a decision: after a pause, on leaving a field or the page. */
  async saveByItself(): Promise<void> {
    if (this.undecidedKeys().length === 0) await this.flush();
  }

  /** Saves now, as the person asked for. Resolves to what the server has, or null when it has not what the page shows. */
  async flush(): Promise<Saved | null> {
    this.#cancelTimer();
    do {
      // Of several who wait, one saves what is left, and the others wait for that too.
      while (this.#running !== null) await this.#running;
      if (this.#state.status === 'dirty' || this.#state.status === 'failed') await this.#run();
    } while (this.#state.status === 'dirty' && !this.#isDisposed);
    return this.#state.status === 'saved' ? this.#state.base : null;
  }

  /** In a conflict: what the page shows wins. */
  async takeMine(): Promise<Saved | null> {
    this.#dispatch({ type: 'took-mine' });
    return this.flush();
  }

  /** In a conflict: what the server has wins; returns the draft to show. */
  takeTheirs(): Draft {
    this.#dispatch({ type: 'took-theirs' });
    if (this.#state.status === 'saved') this.#adopt(this.#state.base);
    return this.#draft;
  }

  /** The server's document changed elsewhere (another tab, an initialization); taken over if nothing is unsaved. */
  replaceBase(saved: Saved): Draft | null {
    if (this.#state.status !== 'saved' || saved.version <= this.#state.base.version) return null;
    this.#dispatch({ type: 'base-replaced', base: saved });
    this.#adopt(saved);
    return this.#draft;
  }

  #adopt(saved: Saved): void {
    this.#savedDraft = this.#options.toDraft(saved);
    this.#draft = this.#savedDraft;
    this.#options.keep?.(null);
    this.#options.onSaved?.(saved);
    this.#notify();
  }

  #schedule(): void {
    this.#cancelTimer();
    this.#timer = setTimeout(() => void this.saveByItself(), AUTOSAVE_DELAY_MS);
  }

  #cancelTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #run(): Promise<void> {
    if (this.#isDisposed) return;
    this.#cancelTimer();
    // Nobody who waits for it goes on before it is noted as done.
    this.#running = this.#saveOnce().finally(() => {
      this.#running = null;
      if (this.#state.status === 'dirty') this.#schedule();
    });
    await this.#running;
  }

  async #saveOnce(): Promise<void> {
    const sent = this.#draft;
    this.#dispatch({ type: 'save-started' });
    try {
      const saved = await this.#options.save(sent, this.#state.base.version);
      this.#savedDraft = sent;
      this.#current = null;
      this.#dispatch({ type: 'save-succeeded', saved });
      this.#options.keep?.(this.#draft === sent ? null : { draft: this.#draft, base: saved });
      this.#options.onSaved?.(saved);
    } catch (error) {
      await this.#fail(toApiProblem(error));
    }
  }

  async #fail(problem: ApiProblem): Promise<void> {
    if (problem.code !== 'version_conflict') {
      this.#dispatch({ type: 'save-failed', problem });
      return;
    }
    try {
      const theirs = this.#options.parseCurrent(problem.current) ?? (await this.#options.reload());
      if (isSameJson(this.#options.toDraft(theirs), this.#draft)) {
        this.#savedDraft = this.#draft;
        this.#dispatch({ type: 'save-succeeded', saved: theirs });
        this.#options.keep?.(null);
        this.#options.onSaved?.(theirs);
      } else this.#dispatch({ type: 'conflicted', problem, theirs });
    } catch (error) {
      this.#dispatch({ type: 'save-failed', problem: toApiProblem(error) });
    }
  }

  #dispatch(event: AutosaveEvent<Saved>): void {
    const next = autosaveReducer(this.#state, event);
    if (next === this.#state) return;
    this.#state = next;
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
