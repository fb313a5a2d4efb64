import type { ServerResponse } from 'node:http';

/** Shorter than the time after which proxies cut a connection that is silent. */
const KEEP_ALIVE_MS = 15_000;
const KEEP_ALIVE = Buffer.from(': keep-alive\n\n');
const [LF, CR, SPACE] = [0x0a, 0x0d, 0x20];

/** Writes server-sent events whose data is JSON. */
export class EventStreamWriter {
  readonly #res: ServerResponse;
  readonly #requestId: string;
  #timer: NodeJS.Timeout | undefined;

  constructor(res: ServerResponse, requestId: string) {
    this.#res = res;
    this.#requestId = requestId;
  }

  /** Sends the head, once: before anything is written. From here on the connection is kept open. */
  begin(status: number): void {
    const res = this.#res;
    if (res.headersSent || res.destroyed) return;
    res.writeHead(status, [
      'X-Request-Id',
      this.#requestId,
      'X-Content-Type-Options',
      'nosniff',
      'Content-Type',
      'text/event-stream; charset=utf-8',
      'Cache-Control',
      'no-store',
      'X-Accel-Buffering',
      'no',
    ]);
    res.flushHeaders();
    this.#timer = setInterval(() => res.write(KEEP_ALIVE), KEEP_ALIVE_MS).unref();
  }

  /** A promise where the client is slow; it settles too when the client leaves. */
  write(event: string, json: readonly Uint8Array[]): void | Promise<void> {
    const res = this.#res;
    if (res.destroyed) return;
    res.cork();
    res.write(`event: ${event}\ndata: `);
    for (const chunk of json) res.write(onOneLine(chunk));
    const hasRoom = res.write('\n\n');
    res.uncork();
    this.#timer?.refresh();
    if (hasRoom) return;
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

  end(): void {
    this.#res.end();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

/** A line end in JSON stands between tokens, where a space does as well; in the data of an event it would end it. */
function onOneLine(chunk: Uint8Array): Uint8Array {
  if (!chunk.includes(LF) && !chunk.includes(CR)) return chunk;
  return chunk.map((byte) => (byte === LF || byte === CR ? SPACE : byte));
}
