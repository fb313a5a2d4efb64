import type { Fault } from './fault.ts';

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n';
const CHUNKED_HEAD = `${HEAD}transfer-encoding: chunked\r\n\r\n`;
const KILOBYTE = ' '.repeat(1_024);
const SPACES = ' '.repeat(64 * 1_024);

/** Servers whose answer has no end. */
export const ENDLESS_FAULTS = {
  'endless-empty-lines': {
    place: 'before_headers',
    what: 'sends empty lines for ever',
    steps: [{ do: 'repeat', data: '\r\n'.repeat(500) }],
  },
  'endless-status-text': {
    place: 'before_headers',
    what: 'sends a status text for ever',
    steps: [
      { do: 'send', data: 'HTTP/1.1 200 ' },
      { do: 'repeat', data: KILOBYTE.replaceAll(' ', 'x') },
    ],
  },
  'endless-early-hints': {
    place: 'before_headers',
    what: 'sends 103 for ever',
    steps: [{ do: 'repeat', data: 'HTTP/1.1 103 Early Hints\r\nlink: </a.css>\r\n\r\n'.repeat(20) }],
  },
  'endless-processing': {
    place: 'before_headers',
    what: 'says now and then that it is still at it',
    steps: [{ do: 'repeat', data: 'HTTP/1.1 102 Processing\r\n\r\n', everyMs: 30 }],
  },
  'endless-headers': {
    place: 'in_headers',
    what: 'sends small headers for ever',
    steps: [
      { do: 'send', data: HEAD },
      { do: 'repeat', data: 'x-fill: 1\r\n'.repeat(100) },
    ],
  },
  'endless-header': {
    place: 'in_headers',
    what: 'sends one header for ever',
    steps: [
      { do: 'send', data: `${HEAD}x-fill: ` },
      { do: 'repeat', data: KILOBYTE.replaceAll(' ', 'x') },
    ],
  },
  'endless-header-name': {
    place: 'in_headers',
    what: 'sends the name of a header for ever',
    steps: [
      { do: 'send', data: HEAD },
      { do: 'repeat', data: KILOBYTE.replaceAll(' ', 'x') },
    ],
  },
  'endless-body': {
    place: 'in_body',
    what: 'sends a body without a length for ever',
    steps: [
      { do: 'send', data: `${HEAD}\r\n` },
      { do: 'repeat', data: SPACES },
    ],
  },
  'endless-chunks': {
    place: 'in_body',
    what: 'sends chunks for ever',
    steps: [
      { do: 'send', data: CHUNKED_HEAD },
      { do: 'repeat', data: `10000\r\n${SPACES}\r\n` },
    ],
  },
  'endless-chunk': {
    place: 'in_body',
    what: 'sends one chunk of an absurd size',
    steps: [
      { do: 'send', data: `${CHUNKED_HEAD}fffffffffffff\r\n` },
      { do: 'repeat', data: SPACES },
    ],
  },
  'endless-length': {
    place: 'in_body',
    what: 'sends a body of an absurd length',
    steps: [
      { do: 'send', data: `${HEAD}content-length: 999999999999999\r\n\r\n` },
      { do: 'repeat', data: SPACES },
    ],
  },
  'endless-chunk-extension': {
    place: 'in_body',
    what: 'sends an extension of a chunk for ever',
    steps: [
      { do: 'send', data: `${CHUNKED_HEAD}2;a=` },
      { do: 'repeat', data: KILOBYTE.replaceAll(' ', 'x') },
    ],
  },
  'endless-chunk-size': {
    place: 'in_body',
    what: 'sends the zeros of a chunk size for ever',
    steps: [
      { do: 'send', data: CHUNKED_HEAD },
      { do: 'repeat', data: KILOBYTE.replaceAll(' ', '0') },
    ],
  },
  'endless-trailers': {
    place: 'after_body',
    what: 'sends trailers for ever',
    steps: [
      { do: 'send', data: `${CHUNKED_HEAD}2\r\n{}\r\n0\r\n` },
      { do: 'repeat', data: 'x-fill: 1\r\n'.repeat(100) },
    ],
  },
  'stall-in-trailers': {
    place: 'after_body',
    what: 'stops inside the trailers',
    steps: [{ do: 'send', data: `${CHUNKED_HEAD}2\r\n{}\r\n0\r\nx-a: 1\r\n` }, { do: 'stall' }],
  },
  'reset-in-trailers': {
    place: 'after_body',
    what: 'resets inside the trailers',
    steps: [{ do: 'send', data: `${CHUNKED_HEAD}2\r\n{}\r\n0\r\nx-a: 1\r\n` }, { do: 'wait', ms: 20 }, { do: 'reset' }],
  },
} satisfies Record<string, Fault>;
