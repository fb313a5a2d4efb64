import type { InitializationEvent } from '@jackfield/contracts';
import { describe, expect, test } from 'vitest';
import { cancelledWords, IDLE_RUN, type RunState, runReducer } from './run-state.ts';

const end: InitializationEvent = {
  type: 'end',
  outcome: 'response',
  status: 200,
  ok: true,
  bodyKind: 'json',
  sizeBytes: 2,
  error: null,
  warnings: [],
  timing: {
    startedAt: '2026-01-01T00:00:00.000Z',
    dnsMs: 1,
    connectMs: 1,
    tlsMs: null,
    firstByteMs: 1,
    downloadMs: 1,
    totalMs: 4,
  },
  attempts: 1,
  request: null,
};

const started: RunState = runReducer(IDLE_RUN, { type: 'started' });

describe('runReducer', () => {
  test('collects a stream in order and is done at its end', () => {
    const state = runReducer(started, {
      type: 'received',
      events: [
        { type: 'progress', phase: 'connect' },
        { type: 'head', status: 200, statusText: 'OK', headers: [], url: 'https://a.test/' },
        { type: 'body', text: '{' },
        { type: 'body', text: '}' },
        { type: 'shape', initializationId: 'i', errorStatus: null, schema: {}, choices: {}, fields: [], changes: [] },
        end,
      ],
    });
    expect(state).toMatchObject({ status: 'done', phase: null, bodyChars: 2, end: { status: 200 } });
    expect(state.body.join('')).toBe('{}');
    expect(state.shape?.initializationId).toBe('i');
  });

  test('ignores what still arrives after Cancel', () => {
    const cancelled = runReducer(started, { type: 'cancelled' });
    expect(runReducer(cancelled, { type: 'received', events: [end] })).toBe(cancelled);
  });

  test('says after Cancel whether anything arrived, and where it is', () => {
    const cancel = (...events: InitializationEvent[]) =>
      cancelledWords(runReducer(runReducer(started, { type: 'received', events }), { type: 'cancelled' }));
    const head = { type: 'head' as const, status: 200, statusText: 'OK', headers: [], url: 'https://a.example' };
    expect(cancel()).toBe('Cancelled before anything arrived.');
    expect(cancel(head)).toBe('Cancelled. What arrived before is under Raw and Headers.');
    expect(cancel(head, { type: 'text', text: 'a' })).toBe('Cancelled. What arrived before is shown.');
  });

  test('says so when the stream stops before its end', () => {
    expect(runReducer(started, { type: 'closed' })).toMatchObject({ status: 'broken' });
    const done = runReducer(started, { type: 'received', events: [end] });
    expect(runReducer(done, { type: 'closed' })).toBe(done);
  });

  test('forgets the run before it when a new one starts', () => {
    const done = runReducer(started, { type: 'received', events: [{ type: 'body', text: 'old' }, end] });
    expect(runReducer(done, { type: 'started' })).toEqual(started);
  });
});

test('what came of a stream is added together, and its text joined', () => {
  const event = { type: 'event' as const, event: 'delta', id: null, data: '{"t":"a"}' };
  const events = [event, { type: 'text' as const, text: 'a' }, { type: 'body' as const, text: 'x' }, event];
  const run = runReducer(runReducer(IDLE_RUN, { type: 'started' }), { type: 'received', events });
  expect(run.stream).toEqual({ events: [event, event], text: 'a' });
  expect(run).toMatchObject({ body: ['x'], bodyChars: 1 });
});
