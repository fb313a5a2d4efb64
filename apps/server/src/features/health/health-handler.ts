import type { IncomingMessage, ServerResponse } from 'node:http';
import { createReadiness, type ReadinessDependencies } from './readiness.ts';

/** Whether this asks how the server is, for whoever watches over it; anybody may. */
export function isHealthRequest({ method, url }: IncomingMessage): boolean {
  const path = url?.split('?', 1)[0];
  return (method === 'GET' || method === 'HEAD') && (path === '/healthz' || path === '/readyz');
}

/**
 * Answers `/healthz`: 200 as long as the process can answer at all, and `/readyz`: 200 or 503, whether it is ready for
 * requests. The migrations are applied before the server listens.
 */
export function createHealthHandler(dependencies: ReadinessDependencies) {
  const readiness = createReadiness(dependencies);
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    if (req.url?.startsWith('/healthz')) return answer(res, 200, { ok: true });
    const state = await readiness();
    answer(res, state.ready ? 200 : 503, state);
  };
}

function answer(res: ServerResponse, status: number, state: object): void {
  const body = JSON.stringify(state);
  res.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(body);
}
