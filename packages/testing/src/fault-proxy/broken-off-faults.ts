import type { Fault, FaultPlace, Spot, Step } from './fault.ts';

/** Answers that stop, in one of three ways, at each place. */
const STOPS = {
  stall: { verb: 'says nothing more', step: { do: 'stall' } },
  reset: { verb: 'resets the connection', step: { do: 'reset' } },
  finish: { verb: 'ends the connection', step: { do: 'finish' } },
} satisfies Record<string, { verb: string; step: Step }>;

const PLACES = {
  'before-status-line': { place: 'before_headers', to: 'start', words: 'before the status line' },
  'in-status-line': { place: 'before_headers', to: 'in_status_line', words: 'inside the status line' },
  'in-headers': { place: 'in_headers', to: 'in_headers', words: 'inside the headers' },
  'before-body': { place: 'before_body', to: 'body', words: 'after the headers' },
  'in-body': { place: 'in_body', to: 'in_body', words: 'inside a body with Content-Length' },
  'in-chunked-body': { place: 'in_body', to: 'in_body', words: 'inside a chunked body' },
} satisfies Record<string, { place: FaultPlace; to: Spot; words: string }>;

type StopName = `${keyof typeof STOPS}-${keyof typeof PLACES}`;

function stops(): Record<StopName, Fault> {
  const faults = Object.entries(STOPS).flatMap(([stop, { verb, step }]) =>
    Object.entries(PLACES).map(([at, { place, to, words }]): [string, Fault] => [
      `${stop}-${at}`,
      {
        place,
        what: `${verb} ${words}`,
        answer: { isChunked: at === 'in-chunked-body' },
        steps: [{ do: 'relay', from: 'start', to }, step],
      },
    ]),
  );
  // The keys are those two lists', one by one.
  return Object.fromEntries(faults) as Record<StopName, Fault>;
}

/** Servers that are late, slow, or stop in the middle. */
export const BROKEN_OFF_FAULTS = {
  'stall-on-accept': { place: 'connect', what: 'accepts and says nothing', steps: [{ do: 'stall' }] },
  'reset-on-accept': { place: 'connect', what: 'accepts and resets', steps: [{ do: 'reset' }] },
  'finish-on-accept': { place: 'connect', what: 'accepts and ends', steps: [{ do: 'finish' }] },
  'deaf-on-accept': {
    place: 'connect',
    what: 'accepts and reads nothing',
    steps: [{ do: 'deafen', ms: 1_000 }, { do: 'stall' }],
  },
  'banner-on-accept': {
    place: 'connect',
    what: 'speaks before it is asked',
    steps: [{ do: 'send', data: '220 mail.example ESMTP\r\n' }, { do: 'stall' }],
  },
  'reset-in-request': { place: 'request', what: 'resets while the request arrives', steps: [{ do: 'reset' }] },
  'finish-in-request': { place: 'request', what: 'ends while the request arrives', steps: [{ do: 'finish' }] },
  latency: {
    place: 'before_headers',
    what: 'answers late',
    steps: [
      { do: 'wait', ms: 50 },
      { do: 'relay', from: 'start', to: 'end' },
    ],
  },
  'latency-in-body': {
    place: 'in_body',
    what: 'rests inside the body',
    steps: [
      { do: 'relay', from: 'start', to: 'in_body' },
      { do: 'wait', ms: 50 },
      { do: 'relay', from: 'in_body', to: 'end' },
    ],
  },
  ...stops(),
  'drip-headers': {
    place: 'in_headers',
    what: 'sends its head byte by byte',
    steps: [{ do: 'relay', from: 'start', to: 'end', everyMs: 15 }],
  },
  'drip-body': {
    place: 'in_body',
    what: 'sends its body byte by byte',
    steps: [
      { do: 'relay', from: 'start', to: 'body' },
      { do: 'relay', from: 'body', to: 'end', everyMs: 15 },
    ],
  },
  'drip-chunked-body': {
    place: 'in_body',
    what: 'sends its chunks byte by byte',
    answer: { isChunked: true },
    steps: [
      { do: 'relay', from: 'start', to: 'body' },
      { do: 'relay', from: 'body', to: 'end', everyMs: 15 },
    ],
  },
} satisfies Record<string, Fault>;
