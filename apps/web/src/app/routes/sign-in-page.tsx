import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { Door } from '../../features/session/components/door.tsx';
import { SignInForm } from '../../features/session/components/sign-in-form.tsx';
import { sessionQueries } from '../../lib/queries/session-queries.ts';
import { safeReturn } from './safe-return.ts';

export function SignInPage() {
  const router = useRouter();
  const queryClient = useQueryClient();
  const { return: back } = useSearch({ from: '/sign-in' });
  const { data: session } = useSuspenseQuery(sessionQueries.current());
  return (
    <Door
      title="Sign in"
      lead={back === undefined ? 'Welcome back.' : 'Sign in to go on where you were.'}
      {...(session.signUp === 'open' ? { foot: <Link to="/sign-up">Create an account</Link> } : {})}
    >
      <SignInForm
        onSignedIn={(signedIn) => {
          queryClient.clear();
          queryClient.setQueryData(sessionQueries.current().queryKey, signedIn);
          router.history.replace(safeReturn(back));
        }}
      />
    </Door>
  );
}
