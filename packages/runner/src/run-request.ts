import { type HeaderList, type Masker, type PreparedRequest, type RunError, toSentRequest } from '@jackfield/connector';
import type { EgressResponse, EgressTiming } from '@jackfield/egress';
import { AuthRun } from './auth/auth-run.ts';
import { graphqlErrors } from './graphql-errors.ts';
import { describeFailure } from './messages.ts';
import { ReadBody, readBody } from './read-body.ts';
import type { Hop } from './redirect.ts';
import { backoffMs, isRetryFailure, isRetryStatus, waitAfter } from './retry.ts';
import { type RunClock, startRunClock } from './run-clock.ts';
import { RunFailure, toRunFailure } from './run-failure.ts';
import { type RunLimits, runLimits } from './run-limits.ts';
import { type FinalResponse, refuseUnconfirmedRequest, sendFollowingRedirects } from './send-hops.ts';
import type { ResponseHead, RunOptions, RunResult } from './types.ts';

const ACCEPT_ENCODING = 'gzip, deflate, br';

/**
 * Runs a request to its end: tries, redirects, decompression, masking, reading as its type. Never throws for what an
 * upstream, the network or a limit does: that is the result's `outcome`. Of a request that is not repeatable nothing
 * is ever sent twice because of a fault.
 *
 * Rejects only when `onHead`, `onChunk` or `mayCarrySecretsTo` throws.
 *
 * @example
 * const result = await runRequest(request, { egress, responseType: 'json', tries: 3, body: 'check' });
 * if (result.outcome === 'response') console.log(result.head?.status, result.bodyKind);
 */
// Not an async function, like others here: each promise in between costs every run.
export function runRequest(request: PreparedRequest, options: RunOptions): Promise<RunResult> {
  const limits = runLimits(options.limits, options.stream?.settings);
  const run = new Run(request, options, limits, startRunClock(limits.wholeRunMs, options.signal));
  return run.toEnd();
}

class Run {
  readonly #request: PreparedRequest;
  readonly #options: RunOptions;
  readonly #limits: RunLimits;
  readonly #clock: RunClock;
  readonly #auth: AuthRun;
  readonly #firstHop: Hop;
  /** The first hop as it was last sent. */
  #sentHop: Hop;
  readonly #startedAt = new Date().toISOString();
  readonly #timing: EgressTiming = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };
  readonly #warnings: string[] = [];
  readonly #body = new ReadBody();
  #head: ResponseHead | null = null;
  #headAtMs: number | null = null;
  #attempts = 0;

  constructor(request: PreparedRequest, options: RunOptions, limits: RunLimits, clock: RunClock) {
    this.#request = request;
    this.#options = options;
    this.#limits = limits;
    this.#clock = clock;
    this.#auth = new AuthRun(request, {
      signal: clock.signal,
      tokens: options.tokens,
      hopHeaders: options.hopHeaders,
    });
    this.#firstHop = { method: request.method, url: request.url, headers: sentHeaders(request), body: request.body };
    this.#sentHop = this.#firstHop;
  }

  /** Of everything secret that was sent so far; more with each signature that is made. */
  get #masker(): Masker {
    return this.#auth.masker;
  }

  async toEnd(): Promise<RunResult> {
    try {
      refuseUnconfirmedRequest(this.#request, this.#options);
      const { final, waitTooLong } = await this.#sendWithTries();
      try {
        await this.#receive(final);
      } finally {
        // Does nothing to a body that was read to its end; any other way out closes the connection.
        final.response.body.close();
      }
      return this.#result(waitTooLong);
    } catch (error) {
      return this.#result(toRunFailure(error));
    } finally {
      this.#clock.stop();
    }
  }

  /** The first response that is kept; with it the failure to report when it asks for a wait that is too long. */
  async #sendWithTries(): Promise<{ final: FinalResponse; waitTooLong: RunFailure | null }> {
    const tries = this.#request.isRepeatable ? this.#options.tries : 1;
    for (;;) {
      this.#attempts += 1;
      const isLast = this.#attempts >= tries;
      let final: FinalResponse;
      try {
        final = await this.#send();
      } catch (error) {
        await this.#waitToTryAgain(error, isLast);
        continue;
      }
      const { response } = final;
      if (isLast || !isRetryStatus(response.status)) return { final, waitTooLong: null };
      const wait = waitAfter(response.headers, Date.now(), this.#attempts, this.#limits);
      if (wait.kind === 'too_long') return { final, waitTooLong: this.#waitTooLong(wait.askedMs) };
      // Waiting must not keep the connection; but a response that turns out to be the last one must still be readable.
      if (this.#clock.elapsedMs() + wait.ms >= this.#limits.wholeRunMs) return { final, waitTooLong: null };
      response.body.close();
      await this.#clock.wait(wait.ms);
    }
  }

  #send(): Promise<FinalResponse> {
    return sendFollowingRedirects(
      {
        request: this.#request,
        firstHop: this.#firstHop,
        options: this.#options,
        limits: this.#limits,
        auth: this.#auth,
        signal: this.#clock.signal,
        warnings: this.#warnings,
        onFirstHop: (hop) => {
          this.#sentHop = hop;
        },
      },
      this.#timing,
    );
  }

  /** Waits after a failure that is worth another try; any other is thrown. */
  async #waitToTryAgain(error: unknown, isLast: boolean): Promise<void> {
    const failure = toRunFailure(error);
    if (isLast || !isRetryFailure(failure)) throw failure;
    if (!(await this.#clock.wait(backoffMs(this.#attempts, this.#limits)))) throw failure;
  }

  #receive({ response, hop }: FinalResponse): Promise<void> {
    this.#headAtMs = this.#clock.elapsedMs();
    this.#head = this.#describeHead(response, hop);
    this.#options.onHead?.(this.#head);
    return readBody(
      {
        source: response.body,
        status: response.status,
        url: hop.url,
        headers: response.headers,
        isHead: hop.method === 'HEAD',
        options: this.#options,
        limits: this.#limits,
        masker: this.#masker,
        orOver: this.#clock.orOver,
      },
      this.#body,
    );
  }

  #describeHead(response: EgressResponse, hop: Hop): ResponseHead {
    const masker = this.#masker;
    const headers: HeaderList = response.headers;
    return {
      status: response.status,
      statusText: this.#mask(response.statusText),
      headers: masker.hasPatterns
        ? headers.map(([name, value]) => [masker.maskText(name), masker.maskText(value)])
        : headers,
      url: this.#maskOwnUrl(hop.url),
    };
  }

  /** The URL is a view of our own request, so short secrets are masked in it too. */
  #maskOwnUrl(url: string): string {
    return this.#auth.hasShortSecrets ? this.#auth.viewMasker.maskText(url) : this.#mask(url);
  }

  #waitTooLong(askedMs: number): RunFailure {
    const detail = `Retry-After asks for ${Math.ceil(askedMs / 1_000)} seconds; a run waits at most ${this.#limits.retryAfterMsMax / 1_000}.`;
    return new RunFailure({ kind: 'rate_limited', phase: 'first_byte', detail });
  }

  #mask = (text: string): string => this.#masker.maskText(text);

  /** Of the body, which is masked already. */
  #graphqlErrors(failure: RunFailure | null): string[] {
    if (!this.#options.readsGraphqlErrors || failure !== null || this.#body.kind !== 'json') return [];
    const status = this.#head?.status ?? 0;
    return status >= 200 && status < 300 ? graphqlErrors(this.#body.bytes) : [];
  }

  #result(failure: RunFailure | null): RunResult {
    const totalMs = this.#clock.elapsedMs();
    const error: RunError | null = failure === null ? null : describeFailure(failure, this.#mask);
    const body = this.#body;
    const said = this.#graphqlErrors(failure);
    const sentBody = this.#sentHop.body;
    const auth = this.#auth;
    const describe = (shownBody: Uint8Array | null): RunResult['request'] => ({
      ...toSentRequest({ ...this.#request, ...this.#sentHop, body: shownBody }, auth.viewMasker),
      bodyBytes: sentBody?.length ?? 0,
    });
    return {
      responseType: this.#options.responseType,
      outcome: failure?.kind ?? 'response',
      head: this.#head,
      get body() {
        return body.bytes;
      },
      bodyChunks: body.chunks,
      get data() {
        return body.isData ? body.chunks : body.data;
      },
      bodyKind: this.#body.kind,
      sizeBytes: this.#body.sizeBytes,
      error,
      saysErrors: said.length > 0,
      warnings: [...[...this.#auth.warnings, ...this.#warnings].map(this.#mask), ...this.#body.warnings, ...said],
      timing: {
        startedAt: this.#startedAt,
        ...this.#timing,
        downloadMs: this.#headAtMs === null ? null : totalMs - this.#headAtMs,
        totalMs,
      },
      attempts: this.#attempts,
      get request() {
        return describe(sentBody);
      },
      get requestHead() {
        return describe(null);
      },
    };
  }
}

function sentHeaders(request: PreparedRequest): HeaderList {
  const isChosen = request.headers.some(([name]) => name.toLowerCase() === 'accept-encoding');
  return isChosen ? request.headers : [...request.headers, ['accept-encoding', ACCEPT_ENCODING]];
}
