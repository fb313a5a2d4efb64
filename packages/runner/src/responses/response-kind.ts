import type { HeaderList } from '@jackfield/connector';
import type { RunLimits } from '../run-limits.ts';

/** The body of a success, read to its end. */
export interface ReceivedBody {
  /** UTF-8 where the kind is text; masked. */
  readonly bytes: Uint8Array;
  /** The same in the pieces that it came in. */
  readonly chunks: readonly Uint8Array[];
  /** Where and why it is no JSON; null when it is JSON, or was not looked at. */
  jsonFault: { byte: number; reason: string } | null;
  /** As they came. */
  headers: HeaderList;
  /** In lower case, with its parameters; '' where the response has none. */
  contentType: string;
  url: string;
  /** Pointers into `data` of what the saved shape has as lists. */
  listPointers: ReadonlySet<string>;
}

/** How a success is read as its response type. */
export interface ResponseKind {
  /** Checked to be JSON while it arrives. */
  isJson: boolean;
  /** `strict`: bytes that are no text of the response's character set are a `decode`. `none`: bytes stay as they are. */
  text: 'strict' | 'lenient' | 'none';
  /** The response may say its character set in its own first line. */
  readsXmlDeclaration?: boolean;
  /** After decompression; more is `too_large`. */
  bytesMax: (limits: RunLimits) => number;
  /**
   * What the envelope has as `data`, in JSON; null for `null`.
   *
   * @throws RunFailure `decode`, saying where.
   */
  read: (body: ReceivedBody) => readonly Uint8Array[] | null | Promise<readonly Uint8Array[]>;
}

export const everyBody = ({ responseBytesMax }: RunLimits): number => responseBytesMax;
