import { listMembers } from '@jackfield/contracts';
import { queryOptions } from '@tanstack/react-query';
import { callEndpoint } from '../call-endpoint.ts';

export const memberQueries = {
  all: ['members'] as const,
  /** Of the project's workspace. */
  list: (projectId: string) =>
    queryOptions({
      queryKey: [...memberQueries.all, 'list', projectId],
      queryFn: async ({ signal }) => (await callEndpoint(listMembers, { params: { projectId }, signal })).members,
    }),
};
