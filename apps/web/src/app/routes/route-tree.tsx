import { createRoute, lazyRouteComponent, redirect, retainSearchParams } from '@tanstack/react-router';
import { z } from 'zod';
import { projectQueries } from '../../lib/queries/project-queries.ts';
import { sessionQueries } from '../../lib/queries/session-queries.ts';
import { lastProject } from './last-project.ts';
import { rootRoute } from './root-route.ts';
import { safeReturn } from './safe-return.ts';

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({ return: z.string().optional().catch(undefined) }),
  beforeLoad: async ({ context, search }) => {
    const session = await context.queryClient.ensureQueryData(sessionQueries.current());
    if (session.user !== null) throw redirect({ href: safeReturn(search.return) });
    if (session.signUp === 'first' || session.signUp === 'link') throw redirect({ to: '/sign-up' });
  },
  component: lazyRouteComponent(() => import('./sign-in-page.tsx'), 'SignInPage'),
});

const signUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-up',
  validateSearch: z.object({ setup: z.coerce.string().optional().catch(undefined) }),
  beforeLoad: async ({ context }) => {
    const session = await context.queryClient.ensureQueryData(sessionQueries.current());
    if (session.user !== null) throw redirect({ to: '/' });
    if (session.signUp === 'invitation') throw redirect({ to: '/sign-in' });
  },
  component: lazyRouteComponent(() => import('./sign-up-page.tsx'), 'SignUpPage'),
});

/** Providers send people back here; the same address for all APIs. */
const connectCallbackRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connect/callback',
  component: lazyRouteComponent(() => import('./connect-callback-page.tsx'), 'ConnectCallbackPage'),
});

/** End users of somebody's app come here, by a link that it gave them. */
const connectLinkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/connect/link',
  component: lazyRouteComponent(() => import('./connect-link-page.tsx'), 'ConnectLinkPage'),
});

/** Everything below needs a signed-in person. */
const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQueries.current());
    if (session.user !== null) return { user: session.user };
    if (session.signUp === 'first' || session.signUp === 'link') throw redirect({ to: '/sign-up', search: true });
    throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { return: location.href } });
  },
});

const indexRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  loader: async ({ context }) => {
    const projects = await context.queryClient.ensureQueryData(projectQueries.list());
    const project = projects.find(({ id }) => id === lastProject.read()) ?? projects[0];
    if (project !== undefined) throw redirect({ to: '/projects/$projectId', params: { projectId: project.id } });
  },
  component: lazyRouteComponent(() => import('./no-project-page.tsx'), 'NoProjectPage'),
});

/** `env` is the slug of the environment being looked at; it stays in the address on every page of the project. */
export const projectRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/projects/$projectId',
  validateSearch: z.object({ env: z.string().optional().catch(undefined) }),
  search: { middlewares: [retainSearchParams(['env'])] },
  loader: async ({ context, params }) => {
    await Promise.all([
      context.queryClient.ensureQueryData(projectQueries.detail(params.projectId)),
      context.queryClient.ensureQueryData(projectQueries.tree(params.projectId)),
    ]);
    lastProject.write(params.projectId);
  },
  component: lazyRouteComponent(() => import('./project-layout.tsx'), 'ProjectLayout'),
});

const projectHomeRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./project-home-page.tsx'), 'ProjectHomePage'),
});

const apiRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/apis/$apiId',
  component: lazyRouteComponent(() => import('./api-page.tsx'), 'ApiPage'),
});

/** `tab` is the pane of the request, `view` that of the response. */
const callRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/calls/$callId',
  validateSearch: z.object({
    tab: z.string().optional().catch(undefined),
    view: z.string().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./call-page.tsx'), 'CallPage'),
});

const dataRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/data',
  component: lazyRouteComponent(() => import('./usage-pages.tsx'), 'DataSourcesPage'),
});

const actionsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/actions',
  component: lazyRouteComponent(() => import('./usage-pages.tsx'), 'ActionsPage'),
});

const dataCallRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/data/$callId',
  component: lazyRouteComponent(() => import('./usage-call-pages.tsx'), 'DataSourcePage'),
});

const actionCallRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/actions/$callId',
  component: lazyRouteComponent(() => import('./usage-call-pages.tsx'), 'ActionPage'),
});

const valuesRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/values',
  component: lazyRouteComponent(() => import('./values-page.tsx'), 'ValuesPage'),
});

/** What is looked at, read further by the page itself. */
const runsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/runs',
  validateSearch: z.record(z.string(), z.unknown()),
  component: lazyRouteComponent(() => import('./runs-page.tsx'), 'RunsPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
});

const settingsSectionRoute = createRoute({
  getParentRoute: () => projectRoute,
  path: '/settings/$section',
  component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
});

export const routeTree = rootRoute.addChildren([
  signInRoute,
  signUpRoute,
  connectCallbackRoute,
  connectLinkRoute,
  signedInRoute.addChildren([
    indexRoute,
    projectRoute.addChildren([
      projectHomeRoute,
      apiRoute,
      callRoute,
      dataRoute,
      actionsRoute,
      dataCallRoute,
      actionCallRoute,
      valuesRoute,
      runsRoute,
      settingsRoute,
      settingsSectionRoute,
    ]),
  ]),
]);
