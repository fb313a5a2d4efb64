import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createQueryClient } from '../lib/query-client.ts';
import { Messages } from './messages.tsx';
import { createAppRouter } from './router.tsx';
import { SessionWatch } from './session-watch.tsx';
import { resolveCssVariables } from './theme/css-variables.ts';
import { theme } from './theme/theme.ts';
import { watchConnection } from './watch-connection.ts';

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);
watchConnection(queryClient);

function goToSignIn(): void {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in' || pathname === '/sign-up') return;
  void router.navigate({ to: '/sign-in', search: { return: href } });
}

/** The whole editor with everything it needs around it. */
export function App() {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveCssVariables} defaultColorScheme="auto">
      <Messages />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <SessionWatch onNobody={goToSignIn} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
