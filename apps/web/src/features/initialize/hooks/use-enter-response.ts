import { enterResponse, type PendingShape } from '@jackfield/contracts';
import { useMutation } from '@tanstack/react-query';
import { callEndpoint } from '../../../lib/call-endpoint.ts';

/** Learns a shape from a response that was typed. */
export function useEnterResponse(callId: string, onLearned: (shape: PendingShape) => void) {
  return useMutation({
    mutationFn: (body: { environmentId: string; version: number; status: number; text: string }) =>
      callEndpoint(enterResponse, { params: { callId }, body }),
    onSuccess: onLearned,
  });
}
