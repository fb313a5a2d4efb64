import type { Dispatcher } from 'undici';
import type { CancelSignal } from './cancellation.ts';
import { EgressError, type EgressPhase } from './egress-error.ts';
import type { ConnectObserver, ConnectTiming } from './open-socket.ts';
import { readRawHeaders } from './raw-headers.ts';
import { ResponseBody } from './response-body.ts';
import { toEgressError } from './to-egress-error.ts';

export interface EgressLimits {
  /** Resolving, connecting and the TLS handshake together. */
  connectMs: number;
  /** From the request's first byte sent to the response's head. */
  firstByteMs: number;
  /** The longest silence while the body is being waited for. */
  betweenBytesMs: number;
}

/** Null: the connection was reused, or the phase did not happen. */
export interface EgressTiming extends ConnectTiming {
  firstByteMs: number | null;
}

export interface EgressResponse {
  status: number;
  statusText: string;
  /** Names in lower case, repeated ones as often as sent, in order. */
  headers: [string, string][];
  /** Still encoded as `content-encoding` says. Must be read to its end or returned. */
  body: ResponseBody;
}

export interface ExchangeOptions {
  host: string;
  limits: EgressLimits;
  signal?: CancelSignal | undefined;
  onPhase?: ((phase: EgressPhase) => void) | undefined;
  timing: EgressTiming;
}

/** Heads before the real one; a server that is at work for minutes sends one every few seconds. */
const INTERIM_HEADS_MAX = 100;
/** RFC 9110 §15.3.5, §15.4.5: they have no body, whatever their headers say of one. */
const NO_BODY_STATUSES = new Set([204, 304]);

/** One request and its response on one connection: turns undici's events into a promise of a head and a body. */
export class Exchange implements Dispatcher.DispatchHandler, ConnectObserver {
  readonly response: Promise<EgressResponse>;
  readonly connectMs: number;
  readonly timing: EgressTiming;
  cancelConnect: ConnectObserver['cancelConnect'] = null;

  readonly #options: ExchangeOptions;
  readonly #body: ResponseBody;
  #phase: EgressPhase = 'prepare';
  #controller: Dispatcher.DispatchController | null = null;
  #timer: NodeJS.Timeout | undefined;
  #sentAt = 0;
  #interimHeads = 0;
  #isFinished = false;
  #resolve: (response: EgressResponse) => void = () => {};
  #reject: (error: EgressError) => void = () => {};

  constructor(options: ExchangeOptions) {
    this.#options = options;
    this.connectMs = options.limits.connectMs;
    this.timing = options.timing;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    this.#body = new ResponseBody({
      pause: () => this.#controller?.pause(),
      resume: () => this.#controller?.resume(),
      cancel: () => this.#fail(this.#error('cancelled', 'the rest of the response was not wanted')),
      setWaiting: (isWaiting) => this.#setIdleTimer(isWaiting),
    });
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  get isOver(): boolean {
    return this.#isFinished;
  }

  enterPhase(phase: EgressPhase): void {
    this.#phase = phase;
    this.#options.onPhase?.(phase);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#isFinished) {
      controller.abort(this.#error('cancelled', 'cancelled while connecting'));
      return;
    }
    this.enterPhase('send');
    this.#sentAt = performance.now();
    this.enterPhase('first_byte');
    this.#startTimer(this.#options.limits.firstByteMs);
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, _headers: unknown, statusText = ''): void {
    // 1xx heads come before the real one (RFC 9110 §15.2), and do not stop the clock.
    if (status < 200) {
      this.#interimHeads += 1;
      if (this.#interimHeads > INTERIM_HEADS_MAX)
        this.#failProtocol(`more than ${INTERIM_HEADS_MAX} interim responses`);
      return;
    }
    const headers = readRawHeaders(controller.rawHeaders);
    const encoding = unknownTransferEncoding(headers);
    if (encoding !== null) {
      this.#failProtocol(`transfer-encoding: ${encoding}`);
      return;
    }
    clearTimeout(this.#timer);
    this.timing.firstByteMs = performance.now() - this.#sentAt;
    this.enterPhase('body');
    this.#resolve({ status, statusText, headers, body: this.#body });
    // What may go wrong with such a body does not concern the response.
    if (NO_BODY_STATUSES.has(status)) this.onResponseEnd();
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#body.push(chunk);
  }

  onResponseEnd(): void {
    this.#finish();
    this.#body.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#fail(toEgressError(cause, this.#phase, this.#options.host));
  }

  #onAbort = (): void => {
    const reason: unknown = this.#options.signal?.reason;
    const isOwnReason = reason instanceof EgressError && reason.code !== 'cancelled';
    this.#fail(isOwnReason ? reason : this.#error('cancelled', this.#options.host));
  };

  #setIdleTimer(isWaiting: boolean): void {
    clearTimeout(this.#timer);
    if (isWaiting && !this.#isFinished) this.#startTimer(this.#options.limits.betweenBytesMs);
  }

  #startTimer(ms: number): void {
    this.#timer = setTimeout(() => {
      const what = this.#phase === 'first_byte' ? 'no whole head of a response after' : 'nothing of the body for';
      this.#fail(this.#error('timeout', `${this.#options.host}: ${what} ${ms} ms`));
    }, ms);
  }

  #fail(error: EgressError): void {
    if (this.#isFinished) return;
    this.#finish();
    this.cancelConnect?.(error);
    this.#controller?.abort(error);
    this.#reject(error);
    this.#body.fail(error);
  }

  #finish(): void {
    this.#isFinished = true;
    clearTimeout(this.#timer);
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
  }

  #failProtocol(detail: string): void {
    this.#fail(this.#error('protocol', `${this.#options.host}: ${detail}`));
  }

  #error(code: 'timeout' | 'cancelled' | 'protocol', detail: string): EgressError {
    return new EgressError({ code, phase: this.#phase, detail });
  }
}

/**
 * A transfer encoding under which the bytes are not the body; null where there is none. The parser understands `chunked`
 * alone, and takes anything else for a body that goes on until the connection ends (RFC 9112 §6.3).
 */
function unknownTransferEncoding(headers: readonly (readonly [string, string])[]): string | null {
  const values = headers
    .filter(([name]) => name === 'transfer-encoding')
    .map(([, value]) => value.trim().toLowerCase());
  const encoding = values.join(', ');
  return encoding === '' || encoding === 'chunked' || encoding === 'identity' ? null : encoding;
}
