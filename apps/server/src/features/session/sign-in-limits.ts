import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from '../../app-error.ts';

const QUARTER_HOUR_S = 15 * 60;

/**
 * How often a password may be tried, in this process. The strictest limit is for one address on one account: an
 * account-wide one as strict would let anybody lock its owner out.
 */
export class SignInLimits {
  readonly #pair = new RateLimiterMemory({ keyPrefix: 'pair', points: 10, duration: QUARTER_HOUR_S });
  readonly #address = new RateLimiterMemory({ keyPrefix: 'address', points: 60, duration: QUARTER_HOUR_S });
  readonly #account = new RateLimiterMemory({ keyPrefix: 'account', points: 200, duration: QUARTER_HOUR_S });
  readonly #signUp = new RateLimiterMemory({ keyPrefix: 'sign-up', points: 100, duration: QUARTER_HOUR_S });

  /** Counts before the password is looked at, so that tries at the same moment are counted too. */
  async countSignIn(address: string, email: string): Promise<void> {
    await refuseBeyond(this.#pair.consume(`${address} ${email}`));
    await refuseBeyond(this.#address.consume(address));
    await refuseBeyond(this.#account.consume(email));
  }

  /** A right password was no guess. */
  async forgiveSignIn(address: string, email: string): Promise<void> {
    await this.#pair.delete(`${address} ${email}`);
    await this.#address.reward(address);
    await this.#account.reward(email);
  }

  async countSignUp(address: string): Promise<void> {
    await refuseBeyond(this.#signUp.consume(address));
  }
}

async function refuseBeyond(consumed: Promise<unknown>): Promise<void> {
  try {
    await consumed;
  } catch (refused) {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    const retryAfterS = Math.max(1, Math.ceil(refused.msBeforeNext / 1_000));
    const minutes = Math.ceil(retryAfterS / 60);
    throw new AppError('too_many_requests', {
      detail: `That was tried too often. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again.`,
      retryable: true,
      retryAfterS,
    });
  }
}
