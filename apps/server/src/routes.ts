import type { Context } from './context.ts';
import { apiRoutes } from './features/apis/apis.routes.ts';
import { callRoutes } from './features/calls/calls.routes.ts';
import { initializationRoutes } from './features/initializations/initializations.routes.ts';
import { projectRoutes } from './features/projects/projects.routes.ts';
import { sessionRoutes } from './features/session/session.routes.ts';
import { shapeRoutes } from './features/shapes/shapes.routes.ts';
import { tokenRoutes } from './features/tokens/tokens.routes.ts';
import { valueRoutes } from './features/values/values.routes.ts';
import type { Route } from './http/route.ts';

/** Every endpoint of the contracts, registered; a test fails when one is missing. */
export function createRoutes(ctx: Context): Route[] {
  return [
    ...sessionRoutes(ctx),
    ...projectRoutes(ctx),
    ...apiRoutes(ctx),
    ...callRoutes(ctx),
    ...tokenRoutes(ctx),
    ...valueRoutes(ctx),
    ...initializationRoutes(ctx),
    ...shapeRoutes(ctx),
  ];
}
