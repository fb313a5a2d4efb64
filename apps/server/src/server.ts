import { createServer as createHttpServer, type Server } from 'node:http';
import { createApp } from './app.ts';
import type { Context } from './context.ts';
import { isRunPath } from './features/run/run-address.ts';
import { createRunHandler } from './features/run/run-handler.ts';

/** The server, not yet listening. Runs are answered below Express, which costs more than all that a run does. */
export function createServer(ctx: Context): Server {
  const app = createApp(ctx);
  // A server that was closed still serves the connections that it has.
  const run = createRunHandler(ctx, () => !server.listening);
  const server = createHttpServer((req, res) => {
    if (isRunPath(req.url ?? '')) run(req, res);
    else app(req, res);
  });
  return server;
}
