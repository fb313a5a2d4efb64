import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { onNotSignedIn } from '../lib/call-endpoint.ts';
import { sessionQueries } from '../lib/queries/session-queries.ts';
import { createQueryClient } from '../lib/query-client.ts';
import { createAppRouter } from './router.tsx';
import { resolveCssVariables } from './theme/css-variables.ts';
import { theme } from './theme/theme.ts';

const queryClient = createQueryClient();
const router = createAppRouter(queryClient);

/** The whole editor with everything it needs around it. */
export function App() {
  useEffect(
    () =>
      onNotSignedIn(() => {
        queryClient.removeQueries({ queryKey: sessionQueries.all });
        const { pathname, href } = router.state.location;
        if (pathname === '/sign-in' || pathname === '/sign-up') return;
        void router.navigate({ to: '/sign-in', search: { return: href } });
      }),
    [],
  );
  return (
    <MantineProvider theme={theme} cssVariablesResolver={resolveCssVariables} defaultColorScheme="auto">
      <Notifications position="bottom-right" limit={3} />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
