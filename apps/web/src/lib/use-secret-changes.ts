import {
  confirmSecretOrigin,
  deleteSecret,
  type EndpointBodyInput,
  removeSecretOrigin,
  setSecret,
} from '@jackfield/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callEndpoint } from './call-endpoint.ts';
import { valueQueries } from './queries/value-queries.ts';

/** Setting and removing the secrets of a project, and saying where they may go. */
export function useSecretChanges(projectId: string) {
  const queryClient = useQueryClient();
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: valueQueries.list(projectId).queryKey });
  const set = useMutation({
    mutationFn: (body: EndpointBodyInput<typeof setSecret>) => callEndpoint(setSecret, { params: { projectId }, body }),
    onSuccess,
  });
  const remove = useMutation({
    mutationFn: (secretId: string) => callEndpoint(deleteSecret, { params: { projectId, secretId } }),
    onSuccess,
  });
  const confirm = useMutation({
    mutationFn: ({ secretId, origin }: { secretId: string; origin: string }) =>
      callEndpoint(confirmSecretOrigin, { params: { projectId, secretId }, body: { origin } }),
    onSuccess,
  });
  const takeBack = useMutation({
    mutationFn: ({ secretId, origin }: { secretId: string; origin: string }) =>
      callEndpoint(removeSecretOrigin, { params: { projectId, secretId }, query: { origin } }),
    onSuccess,
  });
  return { set, remove, confirm, takeBack };
}
