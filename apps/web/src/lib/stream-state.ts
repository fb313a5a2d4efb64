import type { StreamedEvent } from '@jackfield/contracts';

/** What came of a stream so far. */
export interface StreamState {
  events: readonly StreamedEvent[];
  text: string;
}

export const EMPTY_STREAM: StreamState = { events: [], text: '' };

export type StreamedPart = StreamedEvent | { type: 'text'; text: string };

export function isStreamedPart<Event extends { type: string }>(event: Event): event is Extract<Event, StreamedPart> {
  return event.type === 'event' || event.type === 'text';
}

/** All that arrived together at once, since a stream comes in thousands of parts. */
export function addToStream(state: StreamState, parts: readonly StreamedPart[]): StreamState {
  if (parts.length === 0) return state;
  const events = parts.filter((part) => part.type === 'event');
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  return { events: events.length === 0 ? state.events : [...state.events, ...events], text: state.text + text };
}

/** Bubble's words: it waits for the first event, streams, and is done; or it never came to its end. */
export type StreamPhase = 'waiting' | 'streaming' | 'done' | 'broken-off';

export function streamPhase(
  { events, text }: StreamState,
  run: { isRunning: boolean; isComplete: boolean },
): StreamPhase {
  if (run.isRunning) return events.length === 0 && text === '' ? 'waiting' : 'streaming';
  return run.isComplete ? 'done' : 'broken-off';
}
