import { createServer as createHttpServer, type Server } from 'node:http';
import { createApp } from './app.ts';
import type { Context } from './context.ts';

/** The server, not yet listening. */
export function createServer(ctx: Context): Server {
  const app = createApp(ctx);
  return createHttpServer((req, res) => app(req, res));
}
