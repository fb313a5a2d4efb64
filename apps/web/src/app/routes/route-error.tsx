import type { ErrorComponentProps } from '@tanstack/react-router';
import { useRouter } from '@tanstack/react-router';
import { ErrorState } from '../../components/error-state.tsx';
import { toApiProblem } from '../../lib/api-problem.ts';
import { NotFoundPage } from './not-found-page.tsx';

/** What a page shows when it could not be loaded or drawn. */
export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  if (toApiProblem(error).code === 'not_found') return <NotFoundPage />;
  return <ErrorState error={error} onRetry={retry} />;
}
