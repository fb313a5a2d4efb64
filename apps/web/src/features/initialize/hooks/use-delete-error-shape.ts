import { type Call, deleteErrorShape } from '@jackfield/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { callQueries } from '../../../lib/queries/call-queries.ts';

/** Forgets what a call answers with when it is refused. */
export function useDeleteErrorShape(call: Call) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => callEndpoint(deleteErrorShape, { params: { callId: call.id } }),
    onSuccess: (saved) => queryClient.setQueryData(callQueries.detail(call.id).queryKey, saved),
  });
}
