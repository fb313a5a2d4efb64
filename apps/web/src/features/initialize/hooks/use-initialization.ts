import { type InitializationEvent, initializeCall, type PendingShape, testAuthentication } from '@jackfield/contracts';
import { useCallback, useEffect, useMemo, useReducer, useRef } from 'react';
import { toApiProblem } from '../../../lib/api-problem.ts';
import { streamEndpoint } from '../../../lib/call-endpoint.ts';
import { IDLE_RUN, type RunState, runReducer } from '../model/run-state.ts';

/** Events that arrive together are drawn together: a body comes in thousands of parts. */
const DRAW_EVERY_MS = 50;

interface Request {
  environmentId: string;
  version: number;
  /** With whose connection, where each end user has their own. */
  user?: string;
}

interface Given {
  signal: AbortSignal;
  files: ReadonlyMap<string, File> | undefined;
}

export interface Initialization {
  run: RunState;
  start: (request: Request, files?: ReadonlyMap<string, File>) => void;
  cancel: () => void;
  /** Shows a shape that was learned without a run. */
  enter: (shape: PendingShape) => void;
  /** The pending shape was saved or discarded. */
  settleShape: () => void;
  /** The run could not even be asked for, and why. */
  fail: (message: string) => void;
}

/** One call's Initialize. */
export function useInitialization(callId: string): Initialization {
  return useRunStream(
    useCallback(
      (body: Request, given: Given) => streamEndpoint(initializeCall, { params: { callId }, body, ...given }),
      [callId],
    ),
  );
}

/** One API's authentication, tried by itself. */
export function useAuthenticationTest(apiId: string): Initialization {
  return useRunStream(
    useCallback(
      ({ environmentId, version }: Request, { signal }: Given) =>
        streamEndpoint(testAuthentication, { params: { apiId }, body: { environmentId, version }, signal }),
      [apiId],
    ),
  );
}

/** At most one run at a time, stopped when its page is left. */
function useRunStream(stream: (request: Request, given: Given) => AsyncIterable<InitializationEvent>): Initialization {
  const [run, dispatch] = useReducer(runReducer, IDLE_RUN);
  const abortRef = useRef<AbortController | null>(null);

  const fail = useCallback((message: string) => dispatch({ type: 'broken', message }), []);
  const start = useCallback(
    (request: Request, files?: ReadonlyMap<string, File>) => {
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
          for await (const event of stream(request, { signal: abort.signal, files })) waiting.push(event);
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
    [stream, fail],
  );
  const cancel = useCallback(() => {
    abortRef.current?.abort();
    dispatch({ type: 'cancelled' });
  }, []);
  const enter = useCallback((shape: PendingShape) => {
    abortRef.current?.abort();
    dispatch({ type: 'entered', shape });
  }, []);
  const settleShape = useCallback(() => dispatch({ type: 'shape-settled' }), []);

  useEffect(() => () => abortRef.current?.abort(), []);
  return useMemo(
    () => ({ run, start, cancel, enter, settleShape, fail }),
    [run, start, cancel, enter, settleShape, fail],
  );
}

function problemWords(error: unknown): string {
  const { title, detail, errors } = toApiProblem(error);
  const words = errors.map(({ message, fix }) => (fix === undefined ? message : `${message} ${fix}`));
  return [`${title}.`, detail, ...words].filter(Boolean).join(' ');
}
