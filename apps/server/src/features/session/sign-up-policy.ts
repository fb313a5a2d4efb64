import { timingSafeEqual } from 'node:crypto';
import type { Session } from '@jackfield/contracts';
import { AppError } from '../../app-error.ts';
import type { Env } from '../../env.ts';
import { isLoopbackHost } from '../../loopback.ts';

/** Who may make an account. */
export class SignUpPolicy {
  readonly #isOpen: boolean;
  /** Needed for the first account where others than this machine can reach the server. */
  readonly setupToken: string | null;

  /** @param setupSecret the same in every process on one database: any of them may be asked with another's link. */
  constructor(env: Pick<Env, 'HOST' | 'JACKFIELD_SIGNUP'>, setupSecret: string) {
    this.#isOpen = env.JACKFIELD_SIGNUP === 'open';
    this.setupToken = isLoopbackHost(env.HOST) ? null : setupSecret;
  }

  state(hasAccounts: boolean): Session['signUp'] {
    if (hasAccounts) return this.#isOpen ? 'open' : 'invitation';
    return this.setupToken === null ? 'first' : 'link';
  }

  /** Throws `sign_up_closed` for whoever may not. */
  admit(hasAccounts: boolean, setupToken: string | undefined): void {
    const state = this.state(hasAccounts);
    if (state === 'invitation') {
      throw new AppError('sign_up_closed', { detail: 'Ask an admin of the workspace for an invitation.' });
    }
    if (state === 'link' && !isSame(setupToken ?? '', this.setupToken ?? '')) {
      throw new AppError('sign_up_closed', {
        detail:
          'The first account is made with the one-time link that the server printed when it started. Open that link.',
      });
    }
  }
}

function isSame(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
