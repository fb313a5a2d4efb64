import { QueryClient } from '@tanstack/react-query';
import { toApiProblem } from './api-problem.ts';

/** Only what may pass by itself is tried again. */
function isPassing(error: unknown): boolean {
  const { code } = toApiProblem(error);
  return code === 'unreachable' || code === 'shutting_down';
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: (failures, error) => failures < 2 && isPassing(error) },
      mutations: { retry: false },
    },
  });
}
