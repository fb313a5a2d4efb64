import path from 'node:path';
import type { Express } from 'express';
import helmet from 'helmet';
import { notFound } from './app-error.ts';
import type { Context } from './context.ts';
import { REPOSITORY_ROOT } from './env.ts';
import { authenticate } from './features/session/authenticate.ts';
import { errorHandler } from './http/error-handler.ts';
import { createExpress, mountRoutes } from './http/mount-routes.ts';
import { requestId } from './http/request-id.ts';
import { refuseForeignWrites } from './http/same-origin.ts';
import { contentSecurityPolicy } from './http/security-headers.ts';
import { serveWeb } from './http/serve-web.ts';
import { createRoutes } from './routes.ts';

/** The editor's endpoints and pages. Does not listen. */
export function createApp(ctx: Context): Express {
  const app = createExpress();
  const isHttps = ctx.env.JACKFIELD_URL?.startsWith('https:') ?? false;
  app.use(requestId);
  app.use(
    helmet({
      contentSecurityPolicy: contentSecurityPolicy(isHttps),
      strictTransportSecurity: isHttps,
      frameguard: { action: 'deny' },
    }),
  );
  app.use('/api', refuseForeignWrites({ host: ctx.env.HOST, publicUrl: ctx.env.JACKFIELD_URL }));
  mountRoutes(app, createRoutes(ctx), {
    authenticate: (headers) => authenticate(ctx.auth, headers),
    findAccess: (params, userId) => ctx.repositories.access.find(params, userId),
    checksResponses: ctx.env.NODE_ENV !== 'production',
  });
  app.use('/api', () => {
    throw notFound('address');
  });
  serveWeb(app, {
    pages: path.join(REPOSITORY_ROOT, 'apps/web/dist'),
    errorsDocument: path.join(REPOSITORY_ROOT, 'docs/errors.md'),
  });
  app.use(() => {
    throw notFound('address');
  });
  app.use(errorHandler(ctx.logger));
  return app;
}
