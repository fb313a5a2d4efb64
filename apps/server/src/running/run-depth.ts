import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HeaderList } from '@jackfield/connector';
import { RUN_PATH_PREFIX } from '@jackfield/contracts';

/** In lower case, as Node reads names. */
const HEADER = 'jackfield-depth';
/** Runs in runs: the third is the last. */
export const RUN_DEPTH_MAX = 3;

/**
 * Counts how many runs of this instance lead to a request, so that a call that reaches the run API by whatever way ends
 * soon. The count is signed, so nobody else can start at another one; what takes the header off starts anew.
 */
export class RunDepth {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** Of a request to the run API: 0 where no run of ours led to it. */
  read(headers: Readonly<Record<string, string | string[] | undefined>>): number {
    const given = headers[HEADER];
    if (typeof given !== 'string') return 0;
    const depth = Number(/^([1-9])\./.exec(given)?.[1] ?? 0);
    const expected = Buffer.from(this.#sign(depth));
    const actual = Buffer.from(given);
    return actual.length === expected.length && timingSafeEqual(actual, expected) ? depth : 0;
  }

  /** What a run at this depth sends along to an address that may be the run API's, as the runner asks for each hop. */
  hopHeaders(depth: number): (url: string) => HeaderList {
    return (url) => (url.includes(RUN_PATH_PREFIX) ? [[HEADER, this.#sign(depth + 1)]] : []);
  }

  #sign(depth: number): string {
    return `${depth}.${createHmac('sha256', this.#secret).update(String(depth)).digest('base64url')}`;
  }
}
