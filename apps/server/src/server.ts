import { randomUUID } from 'node:crypto';
import { createServer as createHttpServer, type Server, type ServerResponse } from 'node:http';
import { createApp } from './app.ts';
import { AppError } from './app-error.ts';
import type { Context } from './context.ts';
import { createHealthHandler, isHealthRequest } from './features/health/health-handler.ts';
import { isEndUserPath } from './features/run/end-user-address.ts';
import { createEndUserHandler } from './features/run/end-user-handler.ts';
import { isRunPath } from './features/run/run-address.ts';
import { createRunHandler } from './features/run/run-handler.ts';
import { isReceiving } from './http/drain-request.ts';
import { sendProblem } from './http/problem.ts';
import { isStopping } from './listen.ts';

/** A body that takes longer to arrive is a long one. */
const SHORT_BODY_MS = 2_000;

/** The server, not yet listening. Runs are answered below Express, which costs more than all that a run does. */
export function createServer(ctx: Context): Server {
  const app = createApp(ctx);
  const isServerStopping = (): boolean => isStopping(server);
  const run = createRunHandler(ctx, isServerStopping);
  const answerEndUser = createEndUserHandler(ctx);
  const tellHealth = createHealthHandler({ pingDatabase: ctx.pingDatabase, isStopping: isServerStopping });
  const server = createHttpServer((req, res) => {
    if (isHealthRequest(req)) void tellHealth(req, res);
    else if (isServerStopping()) refuse(res);
    else if (isEndUserPath(req.url ?? '')) answerEndUser(req, res);
    else if (isRunPath(req.url ?? '')) run(req, res);
    else app(req, res);
  });
  return server;
}

/**
 * While the server stops; the client is to come back on a new connection, to whoever serves then. A short body is read
 * first: closing the connection while it arrives would take the answer from the client.
 */
function refuse(res: ServerResponse): void {
  const { req } = res;
  if (!isReceiving(req)) {
    sendShuttingDown(res, true);
    return;
  }
  const answer = (): void => {
    clearTimeout(timer);
    req.off('end', answer);
    sendShuttingDown(res, req.complete);
  };
  const timer = setTimeout(answer, SHORT_BODY_MS);
  req.on('error', () => {});
  req.once('close', () => clearTimeout(timer));
  req.once('end', answer);
  req.resume();
}

function sendShuttingDown(res: ServerResponse, closes: boolean): void {
  const requestId = randomUUID();
  const detail = 'The server is stopping. Try again in a moment.';
  res.setHeader('X-Request-Id', requestId);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  if (closes) res.setHeader('Connection', 'close');
  sendProblem(res, new AppError('shutting_down', { detail, retryable: true, retryAfterS: 5 }), requestId);
}
