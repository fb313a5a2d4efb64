import { type HandRunEvent, type OnError, runCall, type UsedAs } from '@jackfield/contracts';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type ApiProblem, toApiProblem } from '../../../lib/api-problem.ts';
import { streamEndpoint } from '../../../lib/call-endpoint.ts';
import { addToStream, EMPTY_STREAM, type StreamedPart, type StreamState } from '../../../lib/stream-state.ts';
import type { FormFiles } from '../model/form-values.ts';

/** Parts of a stream that arrive together are drawn together. */
const DRAW_EVERY_MS = 50;

type End = Extract<HandRunEvent, { type: 'end' }>;
export type RunPhase = Extract<HandRunEvent, { type: 'progress' }>['phase'];

export interface HandRunResult {
  end: End;
  /** The `data` of the envelope as JSON text, to be joined; none where there is none. */
  parts: readonly string[];
  chars: number;
}

export interface HandRun {
  /** Null while nothing is under way. */
  running: { phase: RunPhase } | null;
  /** Of a stream, what came of the one that runs or ran last. */
  stream: StreamState;
  /** The last one; it stands until the next is there. */
  result: HandRunResult | null;
  /** Our own server refused it. */
  problem: ApiProblem | null;
  isCancelled: boolean;
  start: (request: HandRunRequest, files: FormFiles) => void;
  cancel: () => void;
}

interface HandRunRequest {
  environmentId: string;
  as: UsedAs;
  inputs: Record<string, unknown>;
  onError: OnError;
  user?: string;
}

/** Runs of one call, one at a time; stopped when its page is left. */
export function useHandRun(callId: string): HandRun {
  const [state, setState] = useState<Omit<HandRun, 'start' | 'cancel'>>({
    running: null,
    stream: EMPTY_STREAM,
    result: null,
    problem: null,
    isCancelled: false,
  });
  const abortRef = useRef<AbortController | null>(null);
  const start = useCallback<HandRun['start']>(
    (body, files) => {
      abortRef.current?.abort();
      const abort = new AbortController();
      abortRef.current = abort;
      setState((before) => ({
        ...before,
        running: { phase: 'prepare' },
        stream: EMPTY_STREAM,
        problem: null,
        isCancelled: false,
      }));
      void receive(
        callId,
        { body, files, signal: abort.signal },
        {
          onPhase: (phase) => setState((before) => ({ ...before, running: { phase } })),
          onStream: (parts) => setState((before) => ({ ...before, stream: addToStream(before.stream, parts) })),
        },
      ).then(
        (result) => setState((before) => ({ ...before, running: null, result })),
        (error: unknown) => {
          if (abort.signal.aborted) return;
          setState((before) => ({ ...before, running: null, result: null, problem: toApiProblem(error) }));
        },
      );
    },
    [callId],
  );
  const cancel = useCallback(() => {
    abortRef.current?.abort();
    setState((before) => ({ ...before, running: null, isCancelled: true }));
  }, []);
  useEffect(() => () => abortRef.current?.abort(), []);
  return { ...state, start, cancel };
}

async function receive(
  callId: string,
  { body, files, signal }: { body: HandRunRequest; files: FormFiles; signal: AbortSignal },
  { onPhase, onStream }: { onPhase: (phase: RunPhase) => void; onStream: (parts: StreamedPart[]) => void },
): Promise<HandRunResult> {
  const texts: string[] = [];
  const waiting: StreamedPart[] = [];
  const draw = () => {
    if (waiting.length > 0 && !signal.aborted) onStream(waiting.splice(0));
  };
  const timer = setInterval(draw, DRAW_EVERY_MS);
  try {
    for await (const event of streamEndpoint(runCall, { params: { callId }, body, files, signal })) {
      if (event.type === 'progress') onPhase(event.phase);
      else if (event.type === 'data') texts.push(event.text);
      else if (event.type === 'end')
        return { end: event, parts: texts, chars: texts.reduce((sum, { length }) => sum + length, 0) };
      else waiting.push(event);
    }
    throw new Error('The run ended without a result.');
  } finally {
    clearInterval(timer);
    draw();
  }
}
