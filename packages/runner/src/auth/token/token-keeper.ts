import { randomUUID } from 'node:crypto';
import { createMasker, type Masker, type TokenStep } from '@jackfield/connector';
import { Cancellation, type Egress, EgressError } from '@jackfield/egress';
import { orAbort, waitOrAbort } from '../../run-clock.ts';
import { RunFailure } from '../../run-failure.ts';
import { readTokenAnswer } from './read-token-answer.ts';
import { refreshToken, requestToken } from './request-token.ts';
import type { ProviderAnswer, TokenSender } from './send-token-request.ts';
import { connectAgain, maskFailure, notConfirmed, notConnected, TokenFailure } from './token-failure.ts';
import { isGrantedByPerson, settingsOf } from './token-settings.ts';
import type { ConnectionState, ConnectionStore, GrantedTokens, IssuedToken, WantedToken } from './token-types.ts';

/** What is left of a token's life when it is got anew, so that it does not end on its way: at most this, or a quarter. */
const MARGIN_MS_MAX = 60_000;
/** Extended while a provider is asked; whoever has it and is gone holds others up for so long. */
const LEASE_MS = 15_000;
const EXTEND_EVERY_MS = 4_000;
const REQUEST_MS = 45_000;
const WAIT_MS_MAX = 90_000;
const POLL_MS_MIN = 20;
const POLL_MS_MAX = 200;
/** Of end users, by API. */
const KEPT_MAX = 1_000;

interface KeptToken {
  value: string;
  generation: number;
  expiresAt: number | null;
  /** From when on it is not sent any more. */
  staleAt: number;
}

type Wish = Pick<WantedToken, 'hopHeaders' | 'onExchange' | 'origin'> & { refused: number | null };

/**
 * Gives tokens to runs: from memory while they are good, else from the store, else from the provider. Of all who want
 * a new one at the same moment, here and in other processes, one asks: others wait for what it gets.
 */
export class TokenKeeper {
  readonly #egress: Egress;
  readonly #flights = new Map<string, Promise<IssuedToken>>();
  /** By step, which is another object once the document or a value changes; then by connection. */
  readonly #kept = new WeakMap<TokenStep, Map<string, KeptToken>>();

  constructor(egress: Egress) {
    this.#egress = egress;
  }

  /** Asks the provider now, whatever is kept. */
  async renew(store: ConnectionStore, step: TokenStep, wanted: Omit<WantedToken, 'refused'>): Promise<IssuedToken> {
    const { generation } = await store.read();
    return this.get(store, step, { ...wanted, refused: generation });
  }

  /** @throws RunFailure of the kind `auth` where there is no token. */
  async get(store: ConnectionStore, step: TokenStep, wanted: WantedToken): Promise<IssuedToken> {
    const kept = this.#kept.get(step)?.get(`${store.id} ${wanted.origin ?? ''}`);
    if (kept !== undefined && kept.generation !== wanted.refused && kept.staleAt > Date.now()) {
      return { ...kept, isFresh: false, warnings: [] };
    }
    for (;;) {
      const flightId = `${store.id} ${wanted.origin ?? ''}`;
      const known = this.#flights.get(flightId);
      const issued = await orAbort(known ?? this.#start(flightId, store, step, wanted), wanted.signal);
      // Who began the flight may not have known yet that this one is refused.
      if (known !== undefined && issued.generation === wanted.refused) continue;
      this.#keep(flightId, step, issued);
      return issued;
    }
  }

  #start(flightId: string, store: ConnectionStore, step: TokenStep, wish: Wish): Promise<IssuedToken> {
    const flight = new Flight(this.#egress, store, step, wish).toEnd().finally(() => {
      this.#flights.delete(flightId);
    });
    // Whoever waits gets the failure; one that nobody waits for any more is nobody's.
    flight.catch(() => {});
    this.#flights.set(flightId, flight);
    return flight;
  }

  #keep(id: string, step: TokenStep, issued: IssuedToken): void {
    const ofStep = this.#kept.get(step) ?? new Map<string, KeptToken>();
    this.#kept.set(step, ofStep);
    ofStep.delete(id);
    const { value, generation, expiresAt, staleAt } = issued;
    ofStep.set(id, { value, generation, expiresAt, staleAt });
    const [oldest] = ofStep.keys();
    if (ofStep.size > KEPT_MAX && oldest !== undefined) ofStep.delete(oldest);
  }
}

/** One search for a token that is good, for all in this process who wait for it. */
class Flight {
  readonly #egress: Egress;
  readonly #store: ConnectionStore;
  readonly #step: TokenStep;
  readonly #wish: Wish;
  readonly #settings: string;
  #origins: readonly string[] = [];

  constructor(egress: Egress, store: ConnectionStore, step: TokenStep, wish: Wish) {
    this.#egress = egress;
    this.#store = store;
    this.#step = step;
    this.#wish = wish;
    this.#settings = settingsOf(step);
  }

  async toEnd(): Promise<IssuedToken> {
    const issued = await this.#search();
    const { grant, secrets } = this.#step;
    // A token that a secret was needed for goes where that may go; else where somebody connected it for.
    if (isGrantedByPerson(grant) && secrets.length === 0) this.#checkOrigin();
    return issued;
  }

  async #search(): Promise<IssuedToken> {
    const deadline = Date.now() + WAIT_MS_MAX;
    for (let pollMs = POLL_MS_MIN; ; pollMs = Math.min(pollMs * 2, POLL_MS_MAX)) {
      const state = await this.#store.read();
      this.#origins = state.origins;
      const usable = this.#usable(state);
      if (usable !== null && (usable.staleAt > Date.now() || state.isLeased)) return usable;
      // Anybody may be named: who never connected leaves no trace.
      const { endUser } = this.#store;
      if (endUser !== '' && state.tokens === null) throw notConnected(endUser);
      const leaseId = randomUUID();
      const isOurs = !state.isLeased && (await this.#store.takeLease(state.generation, leaseId, LEASE_MS));
      const issued = isOurs ? await this.#ask(state, leaseId) : null;
      if (issued !== null) return issued;
      if (Date.now() > deadline) throw heldTooLong();
      await waitOrAbort(pollMs, new Cancellation());
    }
  }

  #checkOrigin(): void {
    const { origin } = this.#wish;
    if (origin !== undefined && !this.#origins.includes(origin)) throw notConfirmed(origin, this.#store.endUser);
  }

  /** What is kept, if it may be sent: not refused, not ended, and asked for with these settings. */
  #usable({ generation, tokens }: ConnectionState): IssuedToken | null {
    if (tokens === null || generation === this.#wish.refused || tokens.settings !== this.#settings) return null;
    const issued = toIssued(tokens, generation);
    return (tokens.expiresAt ?? Number.POSITIVE_INFINITY) > Date.now() ? issued : null;
  }

  /** Null: the lease was lost on the way, so that what stands now has to be read. */
  async #ask(state: ConnectionState, leaseId: string): Promise<IssuedToken | null> {
    const clock = new Cancellation();
    const timer = setTimeout(() => {
      const detail = `no token after ${REQUEST_MS} ms`;
      clock.abort(new EgressError({ code: 'timeout', phase: 'whole_run', detail }));
    }, REQUEST_MS);
    const extending = setInterval(() => {
      // One that could not be extended may be lost, which is found when the tokens are kept.
      this.#store.extendLease(leaseId, LEASE_MS).catch(() => {});
    }, EXTEND_EVERY_MS);
    try {
      const sender = {
        egress: this.#egress,
        signal: clock,
        hopHeaders: this.#wish.hopHeaders,
        onExchange: this.#wish.onExchange,
      };
      const granted = await this.#grant(state, sender);
      const [note = null] = granted.warnings;
      if (!(await this.#store.keep(leaseId, granted.tokens, note))) return null;
      const issued = toIssued(granted.tokens, state.generation + 1);
      return { ...issued, isFresh: true, warnings: granted.warnings };
    } catch (error) {
      return await this.#fail(state, leaseId, error);
    } finally {
      clearTimeout(timer);
      clearInterval(extending);
    }
  }

  async #fail(state: ConnectionState, leaseId: string, error: unknown): Promise<IssuedToken> {
    if (!(error instanceof RunFailure)) {
      await this.#store.giveUp(leaseId, { words: 'The token could not be kept.', isLasting: false });
      throw error;
    }
    const failure = maskFailure(error, this.#masker(state));
    const isPassing = failure instanceof TokenFailure && failure.isPassing;
    await this.#store.giveUp(leaseId, { words: failure.words ?? failure.message, isLasting: !isPassing });
    const usable = isPassing ? this.#usable(state) : null;
    if (usable === null) throw failure;
    return { ...usable, warnings: [`The token could not be renewed yet: ${failure.words ?? failure.message}`] };
  }

  async #grant(
    { tokens, wasLeftBehind }: ConnectionState,
    sender: TokenSender,
  ): Promise<{ tokens: GrantedTokens; warnings: readonly string[] }> {
    const { grant } = this.#step;
    const whose = { wasLeftBehind, endUser: this.#store.endUser };
    const kept = tokens?.settings === this.#settings ? tokens.refreshToken : null;
    if (kept !== null && grant.type !== 'custom') {
      try {
        return this.#read(await refreshToken(grant, kept, sender), kept);
      } catch (error) {
        // What was asked for at first can be asked for again, unless somebody has to give it.
        if (!(error instanceof TokenFailure) || error.isPassing) throw error;
        if (isGrantedByPerson(grant)) {
          throw error.code === 'invalid_grant' ? connectAgain(error, whose) : error;
        }
      }
    }
    if (isGrantedByPerson(grant)) throw tokens === null ? notConnected(whose.endUser) : connectAgain(null, whose);
    return this.#read(await requestToken(grant, sender), null);
  }

  #read(answer: ProviderAnswer, refreshTokenSent: string | null) {
    const { grant, answer: form } = this.#step;
    const now = Date.now();
    const accepted = grant.type === 'custom' ? grant.acceptedStatuses : undefined;
    const { warnings, ...read } = readTokenAnswer(answer, form, now, accepted);
    // A provider that gives no new refresh token means that the old one goes on (RFC 6749 §6).
    const refreshToken = read.refreshToken ?? refreshTokenSent;
    return { tokens: { ...read, refreshToken, issuedAt: now, settings: this.#settings }, warnings };
  }

  /** Providers quote what they were sent. */
  #masker({ tokens }: ConnectionState): Masker {
    const values = [tokens?.accessToken, tokens?.refreshToken].filter((value) => typeof value === 'string');
    return createMasker([...this.#step.secrets, { label: 'auth.token', values }], { includesShort: true });
  }
}

function toIssued({ accessToken, issuedAt, expiresAt }: GrantedTokens, generation: number): IssuedToken {
  const marginMs = expiresAt === null ? 0 : Math.min(MARGIN_MS_MAX, (expiresAt - issuedAt) / 4);
  const staleAt = expiresAt === null ? Number.POSITIVE_INFINITY : expiresAt - marginMs;
  return { value: accessToken, generation, expiresAt, staleAt, isFresh: false, warnings: [] };
}

function heldTooLong(): TokenFailure {
  return new TokenFailure({
    message: 'The token is being renewed by another process, which does not come to an end.',
    detail: `auth: no new token after ${WAIT_MS_MAX / 1_000} seconds of waiting`,
    hint: 'Try again in a moment.',
    isPassing: true,
  });
}
