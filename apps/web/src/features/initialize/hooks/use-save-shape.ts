import { type Call, saveShape } from '@jackfield/contracts';
import type { FieldChoices } from '@jackfield/shape';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { callQueries } from '../../../lib/queries/call-queries.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';

/** Stores the shape of an initialization with the builder's choices. */
export function useSaveShape(call: Call, onSaved: () => void) {
  const queryClient = useQueryClient();
  return useMutation({
    // What is remembered of it would hold the response, which may have 50 MB, for minutes after its page was left.
    gcTime: 0,
    mutationFn: (body: { initializationId: string; choices: FieldChoices }) =>
      callEndpoint(saveShape, { params: { callId: call.id }, body }),
    onSuccess: async (saved) => {
      queryClient.setQueryData(callQueries.detail(call.id).queryKey, saved);
      onSaved();
      await queryClient.invalidateQueries({ queryKey: projectQueries.tree(call.projectId).queryKey });
    },
  });
}
