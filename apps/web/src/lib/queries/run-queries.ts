import {
  type EndpointQuery,
  getKeptOfRun,
  getRun,
  getRunCharts,
  getRunSettings,
  listRuns,
  type RunChartRange,
} from '@jackfield/contracts';
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { callEndpoint } from '../call-endpoint.ts';

export type RunQuery = Omit<EndpointQuery<typeof listRuns>, 'before'>;
export type ChartQuery = Pick<RunQuery, 'apiId' | 'callId' | 'environmentId'> & { range: RunChartRange };

/** Runs come all the time: what is shown is asked for anew each time it is looked at. */
export const runQueries = {
  all: ['runs'] as const,
  list: (projectId: string, query: RunQuery) =>
    infiniteQueryOptions({
      queryKey: [...runQueries.all, 'list', projectId, query],
      queryFn: ({ pageParam, signal }) =>
        callEndpoint(listRuns, { params: { projectId }, query: { ...query, before: pageParam }, signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
      staleTime: 0,
    }),
  detail: (projectId: string, runId: string) =>
    queryOptions({
      queryKey: [...runQueries.all, 'detail', projectId, runId],
      queryFn: ({ signal }) => callEndpoint(getRun, { params: { projectId, runId }, signal }),
    }),
  /** In memory only as long as it is shown. */
  kept: (projectId: string, runId: string) =>
    queryOptions({
      queryKey: [...runQueries.all, 'kept', projectId, runId],
      queryFn: async ({ signal }) => (await callEndpoint(getKeptOfRun, { params: { projectId, runId }, signal })).kept,
      gcTime: 0,
    }),
  charts: (projectId: string, query: ChartQuery) =>
    queryOptions({
      queryKey: [...runQueries.all, 'charts', projectId, query],
      queryFn: ({ signal }) => callEndpoint(getRunCharts, { params: { projectId }, query, signal }),
      staleTime: 0,
    }),
  settings: (projectId: string) =>
    queryOptions({
      queryKey: [...runQueries.all, 'settings', projectId],
      queryFn: ({ signal }) => callEndpoint(getRunSettings, { params: { projectId }, signal }),
      staleTime: 0,
    }),
};
