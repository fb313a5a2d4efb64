import { getApi, getSharedRowUses } from '@jackfield/contracts';
import { queryOptions } from '@tanstack/react-query';
import { callEndpoint } from '../call-endpoint.ts';

export const apiQueries = {
  all: ['apis'] as const,
  detail: (apiId: string) =>
    queryOptions({
      queryKey: [...apiQueries.all, 'detail', apiId],
      queryFn: ({ signal }) => callEndpoint(getApi, { params: { apiId }, signal }),
    }),
  /** How many calls send each shared row; any saved call may change it. */
  sharedRowUses: (apiId: string) =>
    queryOptions({
      queryKey: [...apiQueries.all, 'shared-row-uses', apiId],
      queryFn: ({ signal }) => callEndpoint(getSharedRowUses, { params: { apiId }, signal }),
      staleTime: 0,
    }),
};
