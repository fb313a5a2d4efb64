import type {
  HeaderList,
  Outcome,
  Phase,
  PreparedRequest,
  ResponseType,
  RunError,
  SentRequest,
  StreamSettings,
  Timing,
} from '@jackfield/connector';
import type { CancelSignal, Egress } from '@jackfield/egress';
import type { TokenSource } from './auth/token/token-types.ts';
import type { OpenedTexts } from './responses/opened-texts.ts';
import type { StreamPart } from './responses/stream/stream-event.ts';
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
  /** Headers of ours for each address that a hop goes to; of the same name, the request's own are left out. */
  hopHeaders?: (url: string) => HeaderList;
  /** Where the tokens of an authentication come from. */
  tokens?: TokenSource | undefined;
  onProgress?: (phase: Phase) => void;
  onHead?: (head: ResponseHead) => void;
  /** Decompressed, masked bytes, in order; a promise holds the upstream back. */
  onChunk?: (chunk: Uint8Array) => void | Promise<void>;
  /** `check`: keep the body, decode to UTF-8, scan it as its response type. `pass`: hand chunks on, keep nothing. */
  body: 'check' | 'pass';
  /** Of the saved shape, by pointers into `data`: an XML element that is a list there is one also when it comes once. */
  listPointers?: ReadonlySet<string>;
  /** Of the response type Stream. */
  stream?: StreamOptions;
  /** The call is a GraphQL one, whose answer says by its `errors` whether it went well. */
  readsGraphqlErrors?: boolean;
  /** Texts of a success that are opened; null or absent: none. */
  openedTexts?: OpenedTexts | null;
  /** Only tests set these; what is left out is of `LIMITS`. */
  limits?: Partial<RunLimits>;
}

export interface StreamOptions {
  settings: StreamSettings;
  /** Each event and piece of text, masked, when it is there; a promise holds the upstream back. */
  onPart?: (part: StreamPart) => void | Promise<void>;
  /** Without, `data` has only the text, and nothing else of the body is kept. */
  keepsEvents: boolean;
}

export interface RunResult {
  responseType: ResponseType;
  outcome: Outcome;
  head: ResponseHead | null;
  /** UTF-8 bytes, masked; empty when nothing was kept. */
  readonly body: Uint8Array;
  /** The same in the pieces that it came in; joining a large one takes its memory once more. */
  readonly bodyChunks?: readonly Uint8Array[];
  /** What the envelope has as `data`, in JSON: of a JSON body its own bytes. Null for `null`. */
  readonly data: readonly Uint8Array[] | null;
  /** What the body is: well-formed JSON, other text, bytes that are no text, or nothing. */
  bodyKind: 'json' | 'text' | 'binary' | 'none';
  /** Bytes received after decompression. */
  sizeBytes: number;
  error: RunError | null;
  /** A 2xx that says in its body that it failed, as GraphQL does; what it says is among the warnings. */
  saysErrors?: boolean;
  warnings: string[];
  timing: Timing;
  attempts: number;
  /** Drawn when first asked for, since most runs never are. */
  readonly request: SentRequest;
  /** The same without its body, which may be large. */
  readonly requestHead: SentRequest;
}

export type { PreparedRequest };
