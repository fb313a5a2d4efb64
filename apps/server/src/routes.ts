import type { Context } from './context.ts';
import { apiRoutes } from './features/apis/apis.routes.ts';
import { callRoutes } from './features/calls/calls.routes.ts';
import { connectionRoutes } from './features/connections/connections.routes.ts';
import { demoRoutes } from './features/demo/demo.routes.ts';
import { importRoutes } from './features/imports/imports.routes.ts';
import { initializationRoutes } from './features/initializations/initializations.routes.ts';
import { projectRoutes } from './features/projects/projects.routes.ts';
import { runRoutes } from './features/runs/runs.routes.ts';
import { sessionRoutes } from './features/session/session.routes.ts';
import { shapeRoutes } from './features/shapes/shapes.routes.ts';
import { tokenRoutes } from './features/tokens/tokens.routes.ts';
import { transferRoutes } from './features/transfers/transfers.routes.ts';
import { usageRoutes } from './features/usage/usage.routes.ts';
import { valueRoutes } from './features/values/values.routes.ts';
import { workspaceRoutes } from './features/workspaces/workspaces.routes.ts';
import type { Route } from './http/route.ts';

/** Every endpoint of the contracts, registered; a test fails when one is missing. */
export function createRoutes(ctx: Context): Route[] {
  return [
    ...sessionRoutes(ctx),
    ...workspaceRoutes(ctx),
    ...projectRoutes(ctx),
    ...apiRoutes(ctx),
    ...callRoutes(ctx),
    ...connectionRoutes(ctx),
    ...transferRoutes(ctx),
    ...tokenRoutes(ctx),
    ...valueRoutes(ctx),
    ...importRoutes(ctx),
    ...demoRoutes(ctx),
    ...initializationRoutes(ctx),
    ...shapeRoutes(ctx),
    ...usageRoutes(ctx),
    ...runRoutes(ctx),
  ];
}
