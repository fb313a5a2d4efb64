import {
  type ApiSummary,
  type CallSummary,
  createCall,
  deleteApi,
  deleteCall,
  duplicateApi,
  duplicateCall,
  restoreApi,
  restoreCall,
} from '@jackfield/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { showProblem, showUndo } from '../../../lib/notify.tsx';
import { callQueries } from '../../../lib/queries/call-queries.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';

/** What can be done to the tree of the left side; each change is seen in it at once. */
export function useTreeChanges(projectId: string) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const open = useParams({ strict: false });
  const refresh = () => queryClient.invalidateQueries({ queryKey: projectQueries.tree(projectId).queryKey });
  const toCall = (callId: string) =>
    navigate({ to: '/projects/$projectId/calls/$callId', params: { projectId, callId } });
  const toHome = () => navigate({ to: '/projects/$projectId', params: { projectId } });

  const addCall = useMutation({
    mutationFn: ({ apiId, name }: { apiId: string; name: string }) =>
      callEndpoint(createCall, { params: { apiId }, body: { name } }),
    onSuccess: async (call) => {
      queryClient.setQueryData(callQueries.detail(call.id).queryKey, call);
      await refresh();
      await toCall(call.id);
    },
  });

  const copyCall = useMutation({
    mutationFn: (call: CallSummary) => callEndpoint(duplicateCall, { params: { callId: call.id } }),
    onSuccess: async (call) => {
      await refresh();
      await toCall(call.id);
    },
    onError: (error) => showProblem(error),
  });

  const copyApi = useMutation({
    mutationFn: (api: ApiSummary) => callEndpoint(duplicateApi, { params: { apiId: api.id } }),
    onSuccess: async (api) => {
      await refresh();
      await navigate({ to: '/projects/$projectId/apis/$apiId', params: { projectId, apiId: api.id } });
    },
    onError: (error) => showProblem(error),
  });

  const removeCall = useMutation({
    mutationFn: (call: CallSummary) => callEndpoint(deleteCall, { params: { callId: call.id } }),
    onSuccess: async (_, call) => {
      if (open.callId === call.id) await toHome();
      queryClient.removeQueries({ queryKey: callQueries.detail(call.id).queryKey });
      await refresh();
      showUndo(`“${call.name}” is in the trash.`, async () => {
        await callEndpoint(restoreCall, { params: { callId: call.id } });
        await refresh();
      });
    },
    onError: (error) => showProblem(error),
  });

  const removeApi = useMutation({
    mutationFn: (api: ApiSummary) => callEndpoint(deleteApi, { params: { apiId: api.id } }),
    onSuccess: async (_, api) => {
      if (open.apiId === api.id || api.calls.some(({ id }) => id === open.callId)) await toHome();
      await refresh();
      showUndo(`“${api.name}” and its calls are in the trash.`, async () => {
        await callEndpoint(restoreApi, { params: { apiId: api.id } });
        await refresh();
      });
    },
    onError: (error) => showProblem(error),
  });

  return { addCall, copyCall, copyApi, removeCall, removeApi };
}
