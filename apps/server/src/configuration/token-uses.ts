import type { Logger } from '../logger.ts';
import type { ConfigurationRepository } from './configuration.repository.ts';

const FLUSH_EVERY_MS = 5_000;

/** Notes when tokens were used and writes it in batches, so that no run waits for it. */
export class TokenUses {
  readonly #repository: Pick<ConfigurationRepository, 'markTokensUsed'>;
  readonly #logger: Logger;
  #pending = new Map<string, Date>();
  #timer: NodeJS.Timeout | undefined;

  constructor(repository: Pick<ConfigurationRepository, 'markTokensUsed'>, logger: Logger) {
    this.#repository = repository;
    this.#logger = logger;
  }

  note(tokenId: string): void {
    this.#pending.set(tokenId, new Date());
    this.#timer ??= setTimeout(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  /** Writes what is noted. A failure is logged, and what was noted is written with the next use. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const uses = this.#pending;
    if (uses.size === 0) return;
    this.#pending = new Map();
    try {
      await this.#repository.markTokensUsed(uses);
    } catch (error) {
      this.#pending = new Map([...uses, ...this.#pending]);
      this.#logger.warn({ err: error }, 'the last use of tokens could not be written');
    }
  }
}
