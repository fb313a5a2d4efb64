import type { AnswerForm, Fault, FaultPlace, Step } from './fault.ts';

const RELAY: Step = { do: 'relay', from: 'start', to: 'end' };

/** An answer in a wrong form, after which the connection stays as it is, or is ended. */
function formed(what: string, answer: AnswerForm, end?: 'finish'): Fault {
  return { place: 'before_body', what, answer, steps: end === undefined ? [RELAY] : [RELAY, { do: end }] };
}

function lengths(what: string, lengthLines: (length: number) => string[], end?: 'finish'): Fault {
  return formed(what, { lengthLines }, end);
}

function encoded(what: string, ...lines: string[]): Fault {
  return formed(what, { isChunked: true, lengthLines: () => lines });
}

/** A chunked body, as text. */
function chunks(what: string, body: string, end: 'stall' | 'finish' = 'stall'): Fault {
  return sent('in_body', what, `HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${body}`, end);
}

function sent(place: FaultPlace, what: string, data: string, end: 'stall' | 'finish' = 'stall'): Fault {
  return { place, what, steps: [{ do: 'send', data }, { do: end }] };
}

/** Servers that do not say rightly where their body ends. */
export const LENGTH_FAULTS = {
  'length-too-long': lengths('promises more than it sends', (n) => [`content-length: ${n + 5}`], 'finish'),
  'length-too-long-closing': lengths(
    'promises more than it sends, and says that it closes',
    (n) => [`content-length: ${n + 5}`, 'connection: close'],
    'finish',
  ),
  'length-too-short': lengths('sends more than it promised', (n) => [`content-length: ${n - 5}`]),
  'length-negative': lengths('has a negative length', () => ['content-length: -5']),
  'length-plus': lengths('has a length with a sign', (n) => [`content-length: +${n}`]),
  'length-hex': lengths('has a length in hex', (n) => [`content-length: 0x${n.toString(16)}`]),
  'length-decimal': lengths('has a length with a point', (n) => [`content-length: ${n}.0`]),
  'length-blank': lengths('has an empty length', () => ['content-length:']),
  'length-word': lengths('has a word for a length', () => ['content-length: many']),
  'length-huge': lengths('has a length beyond 64 bits', () => ['content-length: 99999999999999999999999']),
  'length-list-same': lengths('has one length twice in a list', (n) => [`content-length: ${n}, ${n}`]),
  'length-list-other': lengths('has two lengths in a list', (n) => [`content-length: ${n}, ${n + 1}`]),
  'length-twice-same': lengths('has one length in two headers', (n) => Array(2).fill(`content-length: ${n}`)),
  'length-twice-other': lengths('has two lengths', (n) => [`content-length: ${n}`, `content-length: ${n + 1}`]),
  'length-and-chunked': encoded('has both lengths', 'content-length: 3', 'transfer-encoding: chunked'),
  'chunked-and-length': encoded('has both lengths, turned round', 'transfer-encoding: chunked', 'content-length: 3'),
  'encoding-unknown': encoded('has a transfer encoding that nobody knows', 'transfer-encoding: xchunked'),
  'encoding-twice': encoded('is chunked twice', 'transfer-encoding: chunked, chunked'),
  'encoding-not-last': encoded('is chunked, and something over it', 'transfer-encoding: chunked, identity'),
  'encoding-space': encoded('has a space before the colon of its encoding', 'transfer-encoding : chunked'),
  'encoding-and-length': formed('has the encoding identity and a length', { lines: ['transfer-encoding: identity'] }),
  'chunk-negative': chunks('has a negative chunk', '-2\r\n{}\r\n0\r\n\r\n'),
  'chunk-no-hex': chunks('has a chunk of no size', 'xyz\r\n{}\r\n0\r\n\r\n'),
  'chunk-overflow': chunks('has a chunk beyond 64 bits', 'fffffffffffffffff2\r\n{}\r\n0\r\n\r\n'),
  'chunk-prefixed': chunks('has a chunk size with 0x', '0x2\r\n{}\r\n0\r\n\r\n'),
  'chunk-space': chunks('has a space in a chunk size', '2 2\r\n{}\r\n0\r\n\r\n'),
  'chunk-too-long': chunks('has more in a chunk than its size', '2\r\n{} \r\n0\r\n\r\n'),
  'chunk-no-end': chunks('has no line end after a chunk', '2\r\n{}0\r\n\r\n'),
  'chunk-bare-lf': chunks('ends chunk lines with LF alone', '2\n{}\n0\n\n'),
  'chunk-last-missing': chunks('leaves the last chunk out', '2\r\n{}\r\n', 'finish'),
} satisfies Record<string, Fault>;

const LATIN1_HEAD = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n';

/** Servers whose answer is hardly HTTP. */
export const HEAD_FAULTS = {
  'http-0.9': sent('before_headers', 'answers as HTTP/0.9', '{"a":1}', 'finish'),
  'http-1.0': formed(
    'answers as HTTP/1.0, to the end',
    { statusLine: 'HTTP/1.0 200 OK', lengthLines: () => [] },
    'finish',
  ),
  'http-2': sent(
    'before_headers',
    'answers as HTTP/2',
    '\0\0\x12\x04\0\0\0\0\0\0\x03\0\0\0\x64\0\x04\0\x10\0\0\0\x06\0\0\x40\0',
  ),
  'http-9.9': formed('answers as HTTP/9.9', { statusLine: 'HTTP/9.9 200 OK' }),
  'tls-alert': sent('before_headers', 'speaks TLS on this port', '\x15\x03\x01\0\x02\x02\x46', 'finish'),
  garbage: sent('before_headers', 'sends garbage', '\x00\xff\xfe\x80garbage\r\n\r\n'),
  'not-http': sent('before_headers', 'speaks another protocol', 'SSH-2.0-OpenSSH_9.2\r\n'),
  'status-none': formed('has no status', { statusLine: 'HTTP/1.1 OK' }),
  'status-two-digits': formed('has a status of two digits', { statusLine: 'HTTP/1.1 20 OK' }),
  'status-four-digits': formed('has a status of four digits', { statusLine: 'HTTP/1.1 2000 OK' }),
  'status-100': sent('before_headers', 'says 100 without being asked', 'HTTP/1.1 100 Continue\r\n\r\n'),
  'status-101': sent(
    'before_headers',
    'switches protocols',
    'HTTP/1.1 101 Switching\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
  ),
  'header-nul': formed('has NUL in a header', { lines: ['x-a: a\0b'] }),
  'header-cr': formed('has CR in a header', { lines: ['x-a: a\rx-b: 1'] }),
  'header-no-colon': formed('has a header without a colon', { lines: ['x-a'] }),
  'header-space': formed('has a space in the name of a header', { lines: ['x a: 1'] }),
  'header-no-name': formed('has a header without a name', { lines: [': 1'] }),
  'header-folded': formed('folds a header', { lines: ['x-a: 1\r\n 2'] }),
  'bare-lf': formed('ends lines with LF alone', { lineEnd: '\n' }),
  'no-content-with-body': formed('sends a body with 204', { statusLine: 'HTTP/1.1 204 No Content' }),
  'not-modified-with-body': formed('sends a body with 304', { statusLine: 'HTTP/1.1 304 Not Modified' }),
  'says-close-and-stays': formed('says that it closes, and stays', { lines: ['connection: close'] }),
  'says-stay-and-closes': formed('says that it stays, and closes', { lines: ['connection: keep-alive'] }, 'finish'),
  'second-response': {
    place: 'after_body',
    what: 'sends a second answer at once',
    steps: [RELAY, { do: 'send', data: `${LATIN1_HEAD}x-smuggled: 1\r\n\r\n[]` }],
  },
  'second-response-later': {
    place: 'after_body',
    what: 'sends a second answer a little later',
    steps: [RELAY, { do: 'wait', ms: 5 }, { do: 'send', data: `${LATIN1_HEAD}x-smuggled: 1\r\n\r\n[]` }],
  },
} satisfies Record<string, Fault>;
