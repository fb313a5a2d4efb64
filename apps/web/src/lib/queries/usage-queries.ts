import { listUsableCalls } from '@jackfield/contracts';
import { queryOptions } from '@tanstack/react-query';
import { callEndpoint } from '../call-endpoint.ts';

export const usageQueries = {
  all: ['usage'] as const,
  /** What keeps each call from being used; asked anew each time it is looked at, since any change may mend it. */
  list: (projectId: string, environmentId: string) =>
    queryOptions({
      queryKey: [...usageQueries.all, 'list', projectId, environmentId],
      queryFn: async ({ signal }) =>
        (await callEndpoint(listUsableCalls, { params: { projectId }, query: { environmentId }, signal })).calls,
      staleTime: 0,
    }),
};
