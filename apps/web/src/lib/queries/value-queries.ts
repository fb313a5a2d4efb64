import { listValues } from '@jackfield/contracts';
import { queryOptions } from '@tanstack/react-query';
import { callEndpoint } from '../call-endpoint.ts';

export const valueQueries = {
  all: ['values'] as const,
  /** Variables and secrets of a project; of a secret never its value. */
  list: (projectId: string) =>
    queryOptions({
      queryKey: [...valueQueries.all, 'list', projectId],
      queryFn: ({ signal }) => callEndpoint(listValues, { params: { projectId }, signal }),
    }),
};
