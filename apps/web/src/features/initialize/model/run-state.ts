import type { HeaderList, Outcome, Phase, RunError, SentRequest, Timing } from '@jackfield/connector';
import type { InitializationEvent, PendingShape } from '@jackfield/contracts';
import type { ReceivedFile } from '../../../components/file-view/file-view.tsx';
import { addToStream, EMPTY_STREAM, isStreamedPart, type StreamState } from '../../../lib/stream-state.ts';

export interface ResponseHead {
  status: number;
  statusText: string;
  headers: HeaderList;
  url: string;
}

export interface RunEnd {
  outcome: Outcome;
  status: number | null;
  ok: boolean;
  bodyKind: 'json' | 'text' | 'binary' | 'none';
  sizeBytes: number;
  error: RunError | null;
  warnings: string[];
  timing: Timing;
  attempts: number;
  request: SentRequest | null;
}

/** One press of Initialize, as it is seen from the outside. */
export interface RunState {
  /** `broken`: our own server could not say how it ended; `message` says why. */
  status: 'idle' | 'running' | 'done' | 'cancelled' | 'broken';
  phase: Phase | null;
  head: ResponseHead | null;
  /** Joined only when shown: a body may be 50 MB in thousands of parts. */
  body: readonly string[];
  bodyChars: number;
  /** Of the response type Stream. */
  stream: StreamState;
  /** Of the response type Image or File. */
  file: ReceivedFile | null;
  shape: PendingShape | null;
  end: RunEnd | null;
  message: string | null;
}

export type RunAction =
  | { type: 'started' }
  | { type: 'received'; events: readonly InitializationEvent[] }
  | { type: 'closed' }
  | { type: 'cancelled' }
  | { type: 'broken'; message: string }
  /** A response was typed by hand, so there is a shape without a run. */
  | { type: 'entered'; shape: PendingShape }
  | { type: 'shape-settled' };

export const IDLE_RUN: RunState = {
  status: 'idle',
  phase: null,
  head: null,
  body: [],
  bodyChars: 0,
  stream: EMPTY_STREAM,
  file: null,
  shape: null,
  end: null,
  message: null,
};

export function runReducer(state: RunState, action: RunAction): RunState {
  switch (action.type) {
    case 'started':
      return { ...IDLE_RUN, status: 'running', phase: 'prepare' };
    case 'received':
      // What arrives after Cancel belongs to nobody.
      return state.status === 'running' ? receiveAll(state, action.events) : state;
    case 'closed':
      if (state.status !== 'running') return state;
      return {
        ...state,
        status: 'broken',
        message: 'The connection to the Jackfield server ended before the result was complete. Initialize again.',
      };
    case 'cancelled':
      return state.status === 'running' ? { ...state, status: 'cancelled', phase: null } : state;
    case 'broken':
      return { ...state, status: 'broken', phase: null, message: action.message };
    case 'entered':
      return { ...IDLE_RUN, shape: action.shape };
    case 'shape-settled':
      return { ...state, shape: null };
  }
}

/** A body and a stream come in thousands of parts: those that arrived together are added together. */
function receiveAll(state: RunState, events: readonly InitializationEvent[]): RunState {
  const texts = events.flatMap((event) => (event.type === 'body' ? [event.text] : []));
  const chars = texts.reduce((sum, { length }) => sum + length, 0);
  const received = {
    ...state,
    body: texts.length === 0 ? state.body : [...state.body, ...texts],
    bodyChars: state.bodyChars + chars,
    stream: addToStream(state.stream, events.filter(isStreamedPart)),
  };
  return events.reduce(receive, received);
}

function receive(state: RunState, event: InitializationEvent): RunState {
  switch (event.type) {
    case 'progress':
      return { ...state, phase: event.phase };
    case 'head': {
      const { type: _, ...head } = event;
      return { ...state, head };
    }
    case 'body':
    case 'event':
    case 'text':
      return state;
    case 'file': {
      const { type: _, ...file } = event;
      return { ...state, file };
    }
    case 'shape': {
      const { type: _, ...shape } = event;
      return { ...state, shape };
    }
    case 'end': {
      const { type: _, ...end } = event;
      return { ...state, status: 'done', phase: null, end };
    }
  }
}

const PHASE_WORDS: Record<Phase, string> = {
  prepare: 'Preparing the request',
  dns: 'Looking up the host',
  connect: 'Connecting',
  tls: 'Agreeing on encryption',
  send: 'Sending',
  first_byte: 'Waiting for the first byte',
  body: 'Receiving the body',
  whole_run: 'Running',
};

export function phaseWords(phase: Phase): string {
  return PHASE_WORDS[phase];
}

/** What a cancelled run left behind, and where it is. */
export function cancelledWords({ head, stream }: Pick<RunState, 'head' | 'stream'>): string {
  if (head === null) return 'Cancelled before anything arrived.';
  return stream === EMPTY_STREAM
    ? 'Cancelled. What arrived before is under Raw and Headers.'
    : 'Cancelled. What arrived before is shown.';
}
