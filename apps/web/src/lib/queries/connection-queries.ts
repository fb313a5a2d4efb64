import { getConnection, listEndUsers } from '@jackfield/contracts';
import { queryOptions } from '@tanstack/react-query';
import { callEndpoint } from '../call-endpoint.ts';

export const connectionQueries = {
  all: ['connections'] as const,
  /** How an API stands with its provider; each run may change it, so it is asked anew. */
  detail: (apiId: string, environmentId: string) =>
    queryOptions({
      queryKey: [...connectionQueries.all, apiId, environmentId],
      queryFn: ({ signal }) => callEndpoint(getConnection, { params: { apiId, environmentId }, signal }),
      staleTime: 0,
    }),
  /** Whose accounts it is connected with, where each end user has their own. */
  endUsers: (apiId: string, environmentId: string) =>
    queryOptions({
      queryKey: [...connectionQueries.all, apiId, environmentId, 'end-users'],
      queryFn: ({ signal }) => callEndpoint(listEndUsers, { params: { apiId, environmentId }, signal }),
      staleTime: 0,
    }),
};
