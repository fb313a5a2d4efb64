import { QueryClient } from '@tanstack/react-query';
import { isPassing, toApiProblem } from './api-problem.ts';

/** The server may be on this very machine: whether there is a network says nothing about whether it can be asked. */
const networkMode = 'always';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      // Only what may pass by itself is tried again.
      queries: {
        networkMode,
        staleTime: 30_000,
        retry: (failures, error) => failures < 2 && isPassing(toApiProblem(error)),
      },
      mutations: { networkMode, retry: false },
    },
  });
}
