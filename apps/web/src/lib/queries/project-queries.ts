import { getProject, getProjectTree, listProjects } from '@jackfield/contracts';
import { queryOptions } from '@tanstack/react-query';
import { callEndpoint } from '../call-endpoint.ts';

export const projectQueries = {
  all: ['projects'] as const,
  list: () =>
    queryOptions({
      queryKey: [...projectQueries.all, 'list'],
      queryFn: async ({ signal }) => (await callEndpoint(listProjects, { signal })).projects,
    }),
  detail: (projectId: string) =>
    queryOptions({
      queryKey: [...projectQueries.all, 'detail', projectId],
      queryFn: ({ signal }) => callEndpoint(getProject, { params: { projectId }, signal }),
    }),
  /** The APIs and calls of the left side. Invalidate it when a name, method, use or initialization changes. */
  tree: (projectId: string) =>
    queryOptions({
      queryKey: [...projectQueries.all, 'tree', projectId],
      queryFn: async ({ signal }) => (await callEndpoint(getProjectTree, { params: { projectId }, signal })).apis,
    }),
};
