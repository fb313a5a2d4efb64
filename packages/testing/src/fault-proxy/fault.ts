/** Where in an exchange a fault strikes. */
export type FaultPlace =
  | 'connect'
  | 'tls'
  | 'request'
  | 'before_headers'
  | 'in_headers'
  | 'before_body'
  | 'in_body'
  | 'after_body';

/** A place in the bytes of an answer. */
export type Spot = 'start' | 'in_status_line' | 'in_headers' | 'body' | 'in_body' | 'end';

/** One thing that a faulty server does; times in milliseconds, text is sent as ISO-8859-1. */
export type Step =
  /** Sends these bytes, all at once or one every so often. */
  | { do: 'send'; data: string | (() => Uint8Array); everyMs?: number }
  /** Sends this part of the upstream's answer, all at once or a byte every so often. */
  | { do: 'relay'; from: Spot; to: Spot; everyMs?: number }
  /** Sends these bytes again and again, as fast as they are taken or once every so often, without an end. */
  | { do: 'repeat'; data: string; everyMs?: number }
  | { do: 'wait'; ms: number }
  /** Reads nothing for so long, so that a large request cannot be sent. */
  | { do: 'deafen'; ms: number }
  /** Says nothing more, and keeps the connection. */
  | { do: 'stall' }
  /** RST. */
  | { do: 'reset' }
  /** FIN: nothing more is sent, what comes is still read. */
  | { do: 'finish' };

/** How the upstream's answer is put into bytes, where that is the fault. */
export interface AnswerForm {
  /** Instead of `HTTP/1.1 200 OK`. */
  statusLine?: string;
  /** The lines that say how long the body is; instead of its right length, in bytes. */
  lengthLines?: (length: number) => string[];
  /** Other lines of the head. */
  lines?: string[];
  isChunked?: boolean;
  /** Instead of CR LF. */
  lineEnd?: string;
  /** The body, instead of the upstream's. */
  body?: () => Uint8Array;
  /** Content encodings, in the order in which they are put on. */
  encodings?: string[];
  /** How many of the last bytes of the encoded body are missing. */
  cutBytes?: number;
}

export interface TlsForm {
  names?: string[];
  isExpired?: boolean;
  version?: 'TLSv1' | 'TLSv1.1';
  /** Whether the test is given the certificate to trust it. */
  isTrusted: boolean;
}

export interface Fault {
  place: FaultPlace;
  /** Read after "a server that". */
  what: string;
  /** TLS is spoken; without it, plain TCP. */
  tls?: TlsForm;
  /** The client is to speak TLS, though the server does not. */
  isTlsExpected?: boolean;
  answer?: AnswerForm;
  /**
   * Played at each request, at `connect` for each connection before anything is read, and at `request` when the first
   * bytes of one are there, which never reaches the upstream. Left out: the answer is relayed.
   */
  steps?: Step[];
}
