import {
  copyApi,
  copyCall,
  deleteApi,
  deleteCall,
  type EndpointResponse,
  moveCallToApi,
  type TransferReport,
} from '@jackfield/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { apiQueries } from '../../../lib/queries/api-queries.ts';
import { callQueries } from '../../../lib/queries/call-queries.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';

export interface TransferWish {
  kind: 'move call' | 'copy call' | 'copy API';
  id: string;
  fromProjectId: string;
  toProjectId: string;
  /** Of a call. */
  toApiId: string;
}

export interface Transferred {
  wish: TransferWish;
  /** The call or the API as it is now. */
  id: string;
  name: string;
  report: TransferReport;
  undo: () => Promise<void>;
}

/** Moving and copying elsewhere, each with what takes it back. */
export function useTransfers() {
  const queryClient = useQueryClient();
  const refresh = async ({ fromProjectId, toProjectId }: TransferWish) => {
    await Promise.all([
      ...[fromProjectId, toProjectId].map((id) =>
        queryClient.invalidateQueries({ queryKey: projectQueries.tree(id).queryKey }),
      ),
      queryClient.invalidateQueries({ queryKey: apiQueries.all }),
    ]);
  };
  const showCall = (call: EndpointResponse<typeof moveCallToApi>['call']) =>
    queryClient.setQueryData(callQueries.detail(call.id).queryKey, call);

  const carryOut = async (wish: TransferWish): Promise<Transferred> => {
    const { kind, id, toApiId, toProjectId } = wish;
    if (kind === 'copy API') {
      const { api, report } = await callEndpoint(copyApi, { params: { apiId: id }, body: { projectId: toProjectId } });
      const undo = async () => {
        await callEndpoint(deleteApi, { params: { apiId: api.id } });
      };
      return { wish, id: api.id, name: api.name, report, undo };
    }
    if (kind === 'copy call') {
      const { call, report } = await callEndpoint(copyCall, { params: { callId: id }, body: { apiId: toApiId } });
      const undo = async () => {
        await callEndpoint(deleteCall, { params: { callId: call.id } });
      };
      return { wish, id: call.id, name: call.name, report, undo };
    }
    const params = { callId: id };
    const { call, report, before } = await callEndpoint(moveCallToApi, { params, body: { apiId: toApiId } });
    showCall(call);
    const undo = async () => {
      showCall((await callEndpoint(moveCallToApi, { params, body: before })).call);
    };
    return { wish, id: call.id, name: call.name, report, undo };
  };

  return useMutation({
    mutationFn: async (wish: TransferWish): Promise<Transferred> => {
      const done = await carryOut(wish);
      await refresh(wish);
      const undo = async () => {
        await done.undo();
        await refresh(wish);
      };
      return { ...done, undo };
    },
  });
}
