import { deleteVariable, setVariable } from '@jackfield/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { valueQueries } from '../../../lib/queries/value-queries.ts';

export function useAddVariable(projectId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; environmentId: string; value: string }) =>
      callEndpoint(setVariable, { params: { projectId }, body }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: valueQueries.list(projectId).queryKey }),
  });
}

export function useDeleteVariable(projectId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (name: string) => callEndpoint(deleteVariable, { params: { projectId, name } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: valueQueries.list(projectId).queryKey }),
  });
}
