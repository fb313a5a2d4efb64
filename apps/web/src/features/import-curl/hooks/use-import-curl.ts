import { type EndpointBody, importCurl } from '@jackfield/contracts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { callEndpoint } from '../../../lib/call-endpoint.ts';
import { apiQueries } from '../../../lib/queries/api-queries.ts';
import { callQueries } from '../../../lib/queries/call-queries.ts';
import { projectQueries } from '../../../lib/queries/project-queries.ts';
import { valueQueries } from '../../../lib/queries/value-queries.ts';

/** Has the server make what a command says; everything on the page that shows it is read again. */
export function useImportCurl(projectId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: EndpointBody<typeof importCurl>) => callEndpoint(importCurl, { params: { projectId }, body }),
    onSuccess: async ({ apiId, callId }) => {
      const changed = [
        apiQueries.detail(apiId),
        callQueries.detail(callId),
        projectQueries.tree(projectId),
        valueQueries.list(projectId),
      ];
      await Promise.all(changed.map(({ queryKey }) => queryClient.invalidateQueries({ queryKey })));
    },
  });
}
