import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Door } from '../../features/session/components/door.tsx';
import { SignUpForm } from '../../features/session/components/sign-up-form.tsx';
import { sessionQueries } from '../../lib/queries/session-queries.ts';

export function SignUpPage() {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { setup } = useSearch({ from: '/sign-up' });
  const { data: session } = useSuspenseQuery(sessionQueries.current());
  const isFirst = session.signUp !== 'open';
  return (
    <Door
      title={isFirst ? 'Set up Jackfield' : 'Create an account'}
      lead={
        isFirst
          ? 'Create the first account. It owns the workspace; others join by invitation.'
          : 'You get a workspace and a first project.'
      }
      {...(isFirst ? {} : { foot: <Link to="/sign-in">Sign in instead</Link> })}
    >
      <SignUpForm
        setupToken={setup}
        needsLink={session.signUp === 'link'}
        onSignedUp={(signedUp) => {
          queryClient.clear();
          queryClient.setQueryData(sessionQueries.current().queryKey, signedUp);
          void navigate({ to: '/' });
        }}
      />
    </Door>
  );
}
