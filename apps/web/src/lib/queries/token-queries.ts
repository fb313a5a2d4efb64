import { listTokens } from '@jackfield/contracts';
import { queryOptions } from '@tanstack/react-query';
import { callEndpoint } from '../call-endpoint.ts';

export const tokenQueries = {
  all: ['tokens'] as const,
  list: (projectId: string) =>
    queryOptions({
      queryKey: [...tokenQueries.all, 'list', projectId],
      queryFn: async ({ signal }) => (await callEndpoint(listTokens, { params: { projectId }, signal })).tokens,
    }),
};
