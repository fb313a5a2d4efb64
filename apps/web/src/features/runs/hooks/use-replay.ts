import { type HandRunEvent, listRuns, replayRun } from '@jackfield/contracts';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { callEndpoint, streamEndpoint } from '../../../lib/call-endpoint.ts';

interface ReplayedRun {
  projectId: string;
  runId: string;
  callId: string;
}

/** Runs it again and says which run that became; stopped when its page is left. */
export function useReplay({ projectId, runId, callId }: ReplayedRun, onDone: (newRunId: string) => void) {
  const abort = useRef(new AbortController());
  useEffect(() => {
    abort.current = new AbortController();
    return () => abort.current.abort();
  }, []);
  return useMutation({
    mutationFn: async (inputs: Record<string, unknown>) => {
      const { signal } = abort.current;
      const input = { params: { projectId, runId }, body: { inputs }, signal };
      let last: HandRunEvent | undefined;
      for await (const event of streamEndpoint(replayRun, input)) last = event;
      if (last?.type !== 'end') throw new Error('The run ended without a result.');
      const query = { callId, by: 'hand' as const };
      const { runs } = await callEndpoint(listRuns, { params: { projectId }, query, signal });
      return runs[0]?.id ?? runId;
    },
    onSuccess: onDone,
  });
}
