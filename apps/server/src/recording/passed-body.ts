import { isUtf8 } from 'node:buffer';
import type { RunResult } from '@jackfield/runner';
import { KEPT_BODY_BYTES_MAX } from './kept-parts.ts';

/** Gathers a copy of a body that is handed on as it comes, as long as it is small enough to be kept. */
export class PassedBody {
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  add(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    if (this.#bytes <= KEPT_BODY_BYTES_MAX) this.#chunks.push(chunk);
    else this.#chunks = [];
  }

  /** The result with the body in it, where it is text and there as a whole. */
  addTo(result: RunResult): RunResult {
    if (result.error !== null || this.#bytes > KEPT_BODY_BYTES_MAX) return result;
    const body = Buffer.concat(this.#chunks);
    return body.length > 0 && isUtf8(body) && !body.includes(0) ? { ...result, body, bodyKind: 'text' } : result;
  }
}
