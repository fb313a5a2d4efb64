import { type InitializationEvent, initializeCall } from '@jackfield/contracts';
import { useCallback, useEffect, useReducer, useRef } from 'react';
import { toApiProblem } from '../../../lib/api-problem.ts';
import { streamEndpoint } from '../../../lib/call-endpoint.ts';
import { IDLE_RUN, type RunState, runReducer } from '../model/run-state.ts';

/** Events that arrive together are drawn together: a body comes in thousands of parts. */
const DRAW_EVERY_MS = 50;

export interface Initialization {
  run: RunState;
  start: (request: { environmentId: string; version: number }) => void;
  cancel: () => void;
  /** The pending shape was saved or discarded. */
  settleShape: () => void;
  /** The run could not even be asked for, and why. */
  fail: (message: string) => void;
}

/** One call's Initialize: at most one run at a time, stopped when its page is left. */
export function useInitialization(callId: string): Initialization {
  const [run, dispatch] = useReducer(runReducer, IDLE_RUN);
  const abortRef = useRef<AbortController | null>(null);

  const fail = useCallback((message: string) => dispatch({ type: 'broken', message }), []);
  const start = useCallback(
    (request: { environmentId: string; version: number }) => {
      abortRef.current?.abort();
      const abort = new AbortController();
      abortRef.current = abort;
      dispatch({ type: 'started' });
      const waiting: InitializationEvent[] = [];
      const draw = () => {
        if (waiting.length > 0 && !abort.signal.aborted) dispatch({ type: 'received', events: waiting.splice(0) });
      };
      const timer = setInterval(draw, DRAW_EVERY_MS);
      const receive = async () => {
        try {
          const events = streamEndpoint(initializeCall, { params: { callId }, body: request, signal: abort.signal });
          for await (const event of events) waiting.push(event);
          draw();
          if (!abort.signal.aborted) dispatch({ type: 'closed' });
        } catch (error) {
          draw();
          if (!abort.signal.aborted) fail(problemWords(error));
        } finally {
          clearInterval(timer);
        }
      };
      void receive();
    },
    [callId, fail],
  );
  const cancel = useCallback(() => {
    abortRef.current?.abort();
    dispatch({ type: 'cancelled' });
  }, []);
  const settleShape = useCallback(() => dispatch({ type: 'shape-settled' }), []);

  useEffect(() => () => abortRef.current?.abort(), []);
  return { run, start, cancel, settleShape, fail };
}

function problemWords(error: unknown): string {
  const { title, detail, errors } = toApiProblem(error);
  const words = errors.map(({ message, fix }) => (fix === undefined ? message : `${message} ${fix}`));
  return [`${title}.`, detail, ...words].filter(Boolean).join(' ');
}
