import type { HeaderList, Outcome, Phase, RunError, SentRequest, Timing } from '@jackfield/connector';
import type { InitializationEvent } from '@jackfield/contracts';
import type { ShapeChange, ShapeField } from '@jackfield/shape';

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

export interface PendingShape {
  initializationId: string;
  fields: ShapeField[];
  changes: ShapeChange[];
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
  | { type: 'shape-settled' };

export const IDLE_RUN: RunState = {
  status: 'idle',
  phase: null,
  head: null,
  body: [],
  bodyChars: 0,
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
      return state.status === 'running' ? action.events.reduce(receive, state) : state;
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
    case 'shape-settled':
      return { ...state, shape: null };
  }
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
      return { ...state, body: [...state.body, event.text], bodyChars: state.bodyChars + event.text.length };
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
