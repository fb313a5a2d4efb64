const PAUSE_MS_MIN = 100;
const PAUSE_MS_MAX = 30_000;
/** After this long without an exit the next one counts as the first. */
const FORGIVEN_AFTER_MS = 60_000;

/** How long to wait before a worker is started again: twice as long after each exit that follows soon on another. */
export class RestartPause {
  #exits = 0;
  #lastAt = Number.NEGATIVE_INFINITY;

  /** @param nowMs of a clock that never goes back */
  nextMs(nowMs: number): number {
    this.#exits = nowMs - this.#lastAt > FORGIVEN_AFTER_MS ? 0 : this.#exits + 1;
    this.#lastAt = nowMs;
    return Math.min(PAUSE_MS_MAX, PAUSE_MS_MIN * 2 ** Math.min(this.#exits, 20));
  }
}
