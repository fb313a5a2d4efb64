/** A request as it stood on the wire. */
export interface WireRequest {
  method: string;
  /** The request target. */
  target: string;
  headers: [string, string][];
  body: Buffer;
  /** The head as it came, with its last empty line. */
  head: string;
}

const HEAD_END = '\r\n\r\n';

/**
 * Cuts the bytes of a connection into requests, by `content-length` alone: that is the one form in which a body is
 * sent to a fault proxy, and anything else is left in the bytes for a test to find.
 */
export class RequestReader {
  #bytes: Buffer = Buffer.alloc(0);
  /** What came since `#bytes` was put together. */
  #later: Buffer[] = [];
  #laterBytes = 0;
  /** How long the request is that has begun, once its head is there. */
  #wantedBytes = 0;

  /** What came of a request that is not whole yet. */
  get pending(): string {
    return Buffer.concat([this.#bytes, ...this.#later]).toString('latin1');
  }

  push(chunk: Buffer): WireRequest[] {
    this.#later.push(chunk);
    this.#laterBytes += chunk.length;
    if (this.#bytes.length + this.#laterBytes < this.#wantedBytes) return [];
    this.#bytes = Buffer.concat([this.#bytes, ...this.#later]);
    this.#later = [];
    this.#laterBytes = 0;
    const requests: WireRequest[] = [];
    for (let request = this.#take(); request !== null; request = this.#take()) requests.push(request);
    return requests;
  }

  #take(): WireRequest | null {
    const headEnd = this.#bytes.indexOf(HEAD_END);
    if (headEnd < 0) return null;
    const bodyStart = headEnd + HEAD_END.length;
    const head = this.#bytes.toString('latin1', 0, bodyStart);
    const [requestLine = '', ...lines] = head.slice(0, -HEAD_END.length).split('\r\n');
    const [method = '', target = ''] = requestLine.split(' ');
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    });
    const length = Number(headers.find(([name]) => name === 'content-length')?.[1] ?? 0);
    this.#wantedBytes = bodyStart + length;
    if (this.#bytes.length < this.#wantedBytes) return null;
    this.#wantedBytes = 0;
    const body = this.#bytes.subarray(bodyStart, bodyStart + length);
    this.#bytes = this.#bytes.subarray(bodyStart + length);
    return { method, target, headers, body, head };
  }
}
