import { getCall } from '@jackfield/contracts';
import { queryOptions } from '@tanstack/react-query';
import { callEndpoint } from '../call-endpoint.ts';

export const callQueries = {
  all: ['calls'] as const,
  detail: (callId: string) =>
    queryOptions({
      queryKey: [...callQueries.all, 'detail', callId],
      queryFn: ({ signal }) => callEndpoint(getCall, { params: { callId }, signal }),
    }),
};
