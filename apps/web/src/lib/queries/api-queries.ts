import { getApi } from '@jackfield/contracts';
import { queryOptions } from '@tanstack/react-query';
import { callEndpoint } from '../call-endpoint.ts';

export const apiQueries = {
  all: ['apis'] as const,
  detail: (apiId: string) =>
    queryOptions({
      queryKey: [...apiQueries.all, 'detail', apiId],
      queryFn: ({ signal }) => callEndpoint(getApi, { params: { apiId }, signal }),
    }),
};
