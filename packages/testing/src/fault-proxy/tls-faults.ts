import type { Fault } from './fault.ts';

/** Servers whose TLS is bad. */
export const TLS_FAULTS = {
  'tls-self-signed': { place: 'tls', what: 'has a certificate that nobody signed', tls: { isTrusted: false } },
  'tls-wrong-name': {
    place: 'tls',
    what: 'has a certificate for another name',
    tls: { names: ['elsewhere.example'], isTrusted: true },
  },
  'tls-expired': { place: 'tls', what: 'has an expired certificate', tls: { isExpired: true, isTrusted: true } },
  'tls-1.0': { place: 'tls', what: 'speaks TLS 1.0 only', tls: { version: 'TLSv1', isTrusted: true } },
  'tls-1.1': { place: 'tls', what: 'speaks TLS 1.1 only', tls: { version: 'TLSv1.1', isTrusted: true } },
  'tls-none': {
    place: 'request',
    what: 'speaks HTTP where TLS was expected',
    isTlsExpected: true,
    steps: [{ do: 'send', data: 'HTTP/1.1 400 Bad Request\r\ncontent-length: 0\r\n\r\n' }, { do: 'finish' }],
  },
  'tls-garbage': {
    place: 'request',
    what: 'answers the handshake with garbage',
    isTlsExpected: true,
    steps: [{ do: 'send', data: '\x16\x03\x03\0\x04\x02\0\0\0' }, { do: 'finish' }],
  },
  'tls-refused': {
    place: 'request',
    what: 'refuses the handshake with an alert',
    isTlsExpected: true,
    steps: [{ do: 'send', data: '\x15\x03\x03\0\x02\x02\x28' }, { do: 'finish' }],
  },
  'tls-stall': { place: 'request', what: 'stops in the handshake', isTlsExpected: true, steps: [{ do: 'stall' }] },
  'tls-reset': { place: 'request', what: 'resets in the handshake', isTlsExpected: true, steps: [{ do: 'reset' }] },
  'tls-finish': { place: 'request', what: 'ends in the handshake', isTlsExpected: true, steps: [{ do: 'finish' }] },
  'tls-reset-in-body': {
    place: 'in_body',
    what: 'resets inside a body over TLS',
    tls: { isTrusted: true },
    steps: [{ do: 'relay', from: 'start', to: 'in_body' }, { do: 'wait', ms: 20 }, { do: 'reset' }],
  },
  'tls-finish-in-body': {
    place: 'in_body',
    what: 'ends inside a body over TLS',
    tls: { isTrusted: true },
    steps: [{ do: 'relay', from: 'start', to: 'in_body' }, { do: 'finish' }],
  },
  'tls-stall-in-headers': {
    place: 'in_headers',
    what: 'stops inside the headers over TLS',
    tls: { isTrusted: true },
    steps: [{ do: 'relay', from: 'start', to: 'in_headers' }, { do: 'stall' }],
  },
} satisfies Record<string, Fault>;
