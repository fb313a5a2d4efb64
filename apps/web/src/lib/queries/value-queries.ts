import { listValues, listValueUses } from '@jackfield/contracts';
import { queryOptions } from '@tanstack/react-query';
import { callEndpoint } from '../call-endpoint.ts';

export const valueQueries = {
  all: ['values'] as const,
  /** Where the drafts name them; any saved document may change it, so it is asked anew each time. */
  uses: (projectId: string) =>
    queryOptions({
      queryKey: [...valueQueries.all, 'uses', projectId],
      queryFn: async ({ signal }) => (await callEndpoint(listValueUses, { params: { projectId }, signal })).uses,
      staleTime: 0,
    }),
  /** Variables and secrets of a project; of a secret never its value. */
  list: (projectId: string) =>
    queryOptions({
      queryKey: [...valueQueries.all, 'list', projectId],
      queryFn: ({ signal }) => callEndpoint(listValues, { params: { projectId }, signal }),
    }),
};
