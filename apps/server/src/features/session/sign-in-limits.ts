import { createHash } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import type { CountedPoints, SignInLimitsRepository } from './sign-in-limits.repository.ts';

const QUARTER_HOUR_MS = 15 * 60_000;
const POINTS_MAX = { pair: 10, address: 60, account: 200, signUp: 100 } as const;
type Limit = keyof typeof POINTS_MAX;

/**
 * Limits how often a password may be tried, counted in the database for all processes together. The strictest limit is
 * for one address on one account: an account-wide one as strict would let anybody lock its owner out.
 *
 * When the database is unavailable nothing can be counted and the attempt fails. Sign-in reads the account from the
 * same database, so nobody who could have signed in is rejected by that.
 */
export class SignInLimits {
  readonly #counts: SignInLimitsRepository;

  constructor(counts: SignInLimitsRepository) {
    this.#counts = counts;
  }

  /** Counts before the password is checked, so that attempts at the same moment are counted too. */
  async countSignIn(address: string, email: string): Promise<void> {
    // An address that used up its attempts adds no further rows, one for each account it names.
    const used = await this.#counts.find(toId('address', address));
    if (used !== null && used.points >= POINTS_MAX.address) throw tooMany(used);
    await this.#consume('pair', `${address} ${email}`);
    await this.#consume('address', address);
    await this.#consume('account', email);
    await this.#counts.deleteExpired();
  }

  /** A correct password was no guess. */
  async forgiveSignIn(address: string, email: string): Promise<void> {
    await this.#counts.reset(toId('pair', `${address} ${email}`));
    await this.#counts.giveBack(toId('address', address));
    await this.#counts.giveBack(toId('account', email));
  }

  async countSignUp(address: string): Promise<void> {
    await this.#consume('signUp', address);
  }

  async #consume(limit: Limit, key: string): Promise<void> {
    const counted = await this.#counts.consume(toId(limit, key), QUARTER_HOUR_MS);
    if (counted.points > POINTS_MAX[limit]) throw tooMany(counted);
  }
}

/** Of one length, and without the addresses of people in the table. */
function toId(limit: Limit, key: string): string {
  return createHash('sha256').update(`${limit} ${key}`).digest('base64url');
}

function tooMany({ msLeft }: CountedPoints): AppError {
  const retryAfterS = Math.max(1, Math.ceil(msLeft / 1_000));
  const minutes = Math.ceil(retryAfterS / 60);
  return new AppError('too_many_requests', {
    detail: `That was tried too often. Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`} and try again.`,
    retryable: true,
    retryAfterS,
  });
}
