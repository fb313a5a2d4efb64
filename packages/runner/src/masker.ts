import type { PreparedRequest } from '@jackfield/connector';

export interface MaskStream {
  push(chunk: Uint8Array): Uint8Array;
  flush(): Uint8Array;
}

/** Replaces what a request carried in secret, in every form it may come back in. */
export interface Masker {
  text(text: string): string;
  stream(): MaskStream;
}

/** Null when the request carries nothing secret, so that such a run pays nothing. */
export function maskerFor(request: PreparedRequest): Masker | null {
  if (request.usedSecrets.length === 0) return null;
  throw new Error('not wired yet');
}
