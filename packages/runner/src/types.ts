import type {
  HeaderList,
  Outcome,
  Phase,
  PreparedRequest,
  ResponseType,
  RunError,
  SentRequest,
  Timing,
} from '@jackfield/connector';
import type { CancelSignal, Egress } from '@jackfield/egress';
import type { RunLimits } from './run-limits.ts';

export interface ResponseHead {
  status: number;
  statusText: string;
  /** Masked; hop-by-hop headers and `set-cookie` are still in it: who shows it decides. */
  headers: HeaderList;
  /** After redirects, masked. */
  url: string;
}

export interface RunOptions {
  egress: Egress;
  responseType: ResponseType;
  /** 1 for Initialize. */
  tries: number;
  signal?: CancelSignal;
  /** Where a secret may go, asked for the first request and again for each redirect to another origin. */
  mayCarrySecretsTo?: (origin: string) => boolean;
  onProgress?: (phase: Phase) => void;
  onHead?: (head: ResponseHead) => void;
  /** Decompressed, masked bytes, in order; a promise holds the upstream back. */
  onChunk?: (chunk: Uint8Array) => void | Promise<void>;
  /** `check`: keep the body, decode to UTF-8, scan it as its response type. `pass`: hand chunks on, keep nothing. */
  body: 'check' | 'pass';
  /** Only tests set these; what is left out is of `LIMITS`. */
  limits?: Partial<RunLimits>;
}

export interface RunResult {
  responseType: ResponseType;
  outcome: Outcome;
  head: ResponseHead | null;
  /** UTF-8 bytes, masked; empty when nothing was kept. */
  body: Uint8Array;
  /** What the body is: well-formed JSON, other text, bytes that are no text, or nothing. */
  bodyKind: 'json' | 'text' | 'binary' | 'none';
  /** Bytes received after decompression. */
  sizeBytes: number;
  error: RunError | null;
  warnings: string[];
  timing: Timing;
  attempts: number;
  /** Drawn when first asked for, since most runs never are. */
  readonly request: SentRequest;
}

export type { PreparedRequest };
