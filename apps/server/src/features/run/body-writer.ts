import type { ServerResponse } from 'node:http';
import type { KeptHeaders } from '@jackfield/connector';
import type { CancelSignal } from '@jackfield/egress';
import { type ResponseHead, shownHeaders } from '@jackfield/runner';

export interface BodyWriterOptions {
  requestId: string;
  /** Which of the upstream's headers are handed on; the content type is in any case, since bytes mean nothing without. */
  which: KeptHeaders;
  /** Aborted when the client is gone. */
  signal: CancelSignal;
}

/** Not true of the bytes any more (they are decompressed, and masked), or for our own origin to say. */
const NOT_HANDED_ON = new Set([
  'content-encoding',
  'content-length',
  'content-security-policy',
  'content-security-policy-report-only',
  'cache-control',
  'clear-site-data',
  'strict-transport-security',
  'alt-svc',
  'refresh',
  'x-content-type-options',
  'x-request-id',
]);
const HTML = /^\s*(?:text\/html|application\/xhtml)/i;
/** A name that held a secret has a mark in it, which no name may hold (RFC 9110 §5.6.2). */
const FIELD_NAME = /^[!#$%&'*+.^_`|~0-9a-z-]+$/i;
/** What Node refuses in the value of a header (RFC 9110 §5.5). */
const NOT_FIELD_CONTENT = /[^\t\u0020-\u007e\u0080-\u00ff]/;
const NO_BODY_STATUSES = new Set([204, 304]);

/**
 * Writes an upstream's head and bytes as they come. The head waits for the first bytes, so that a body that cannot be
 * read at all is still a problem, and these wait until all that is there already was read: a body that came in one
 * piece leaves in one, with its length.
 */
export class BodyWriter {
  readonly #res: ServerResponse;
  readonly #options: BodyWriterOptions;
  #head: ResponseHead | null = null;
  #first: Uint8Array | null = null;

  constructor(res: ServerResponse, options: BodyWriterOptions) {
    this.#res = res;
    this.#options = options;
  }

  setHead = (head: ResponseHead): void => {
    this.#head = head;
  };

  write = (chunk: Uint8Array): void | Promise<void> => {
    if (this.#head === null || this.#options.signal.aborted) return;
    if (this.#first === null && !this.#res.headersSent) {
      this.#first = chunk;
      // Runs once no promise is left to settle: then whatever had come is read, and the run over if that was all.
      process.nextTick(this.#begin);
      return;
    }
    this.#begin();
    return this.#writeOn(chunk);
  };

  end(): void {
    const first = this.#first;
    this.#first = null;
    if (this.#head !== null && !this.#res.headersSent) this.#writeHead(this.#head, first?.length ?? 0);
    if (first === null) this.#res.end();
    else this.#res.end(first);
  }

  #begin = (): void => {
    const first = this.#first;
    this.#first = null;
    // What failed meanwhile was answered with a problem.
    if (first === null || this.#head === null || this.#options.signal.aborted || this.#res.headersSent) return;
    this.#writeHead(this.#head, null);
    this.#res.write(first);
  };

  #writeHead({ status, headers }: ResponseHead, size: number | null): void {
    const { requestId, which } = this.#options;
    const lines = ['X-Request-Id', requestId, 'X-Content-Type-Options', 'nosniff'];
    const shown = shownHeaders(headers, typeof which === 'string' ? which : new Set([...which, 'content-type']));
    for (const name in shown) {
      const value = NOT_HANDED_ON.has(name) || !FIELD_NAME.test(name) ? null : sendable(shown[name] ?? '');
      if (value !== null) lines.push(name, value);
    }
    lines.push('Cache-Control', 'no-store');
    lines.push('Content-Security-Policy', "default-src 'none'; sandbox");
    lines.push('Jackfield-Outcome', 'response');
    if (HTML.test(shown['content-type'] ?? '')) lines.push('Content-Disposition', 'attachment');
    if (size !== null && !NO_BODY_STATUSES.has(status)) lines.push('Content-Length', String(size));
    this.#res.writeHead(status, lines);
  }

  #writeOn(chunk: Uint8Array): void | Promise<void> {
    const res = this.#res;
    if (this.#options.signal.aborted || res.write(chunk)) return;
    // A client that left makes no room; the signal ends the run by itself.
    return new Promise((resolve) => {
      const goOn = (): void => {
        res.off('drain', goOn);
        res.off('close', goOn);
        resolve();
      };
      res.once('drain', goOn);
      res.once('close', goOn);
    });
  }
}

/** Text beyond U+00FF came as UTF-8, and leaves as these bytes. Null: it holds what no header may. */
function sendable(value: string): string | null {
  if (!NOT_FIELD_CONTENT.test(value)) return value;
  const bytes = Buffer.from(value, 'utf8').toString('latin1');
  return NOT_FIELD_CONTENT.test(bytes) ? null : bytes;
}
