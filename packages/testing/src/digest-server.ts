import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createRequire } from 'node:module';
import { listen, type TrackedServer } from './listen.ts';
import type { ReceivedRequest } from './upstream.ts';
import { UPSTREAM_ROUTES } from './upstream-routes.ts';

const require = createRequire(new URL('../../../apps/e2e/upstreams/package.json', import.meta.url));

export interface DigestServerOptions {
  username: string;
  password: string;
  algorithm?: 'MD5' | 'MD5-sess';
  qop?: 'auth' | 'none';
}

export interface DigestServer extends TrackedServer {
  /** With and without credentials, in order of arrival. */
  requests: ReceivedRequest[];
  /** Makes every nonce that was handed out stale. */
  forgetNonces(): void;
}

/** The part of http-auth 4.2 that is used here; it has no types. */
interface HttpAuth {
  digest(
    options: { realm: string; algorithm?: string | undefined; qop?: string | undefined },
    check: (username: string, answer: (hash: string) => void) => void,
  ): { nonces: unknown[]; check(listener: RequestListener): RequestListener };
}

const REALM = 'Jackfield test';

/** A server whose Digest is that of http-auth; behind it are the routes of `startUpstream`. */
export async function startDigestServer(options: DigestServerOptions): Promise<DigestServer> {
  const { username, password, algorithm, qop } = options;
  const hash = createHash('md5').update(`${username}:${REALM}:${password}`).digest('hex');
  // The cast says what the package has: it comes without types.
  const httpAuth = require('http-auth') as HttpAuth;
  const digest = httpAuth.digest({ realm: REALM, algorithm, qop }, (given, answer) => {
    answer(given === username ? hash : 'nobody');
  });
  const requests: ReceivedRequest[] = [];
  const bodies = new WeakMap<IncomingMessage, Buffer>();
  const behind = digest.check((req, res) => {
    const url = new URL(req.url ?? '/', 'http://upstream');
    const [name = '', ...rest] = url.pathname.slice(1).split('/');
    const body = bodies.get(req) ?? Buffer.alloc(0);
    const route = UPSTREAM_ROUTES[name];
    if (route) route({ req, res, url, rest, body, hit: 1 });
    else res.writeHead(404).end();
  });
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      bodies.set(req, body);
      requests.push({ method: req.method ?? '', url: req.url ?? '', headers: req.headers, body });
      behind(req, res);
    });
  });
  const tracked = await listen(server, '127.0.0.1', 'http');
  return {
    ...tracked,
    requests,
    forgetNonces: () => {
      digest.nonces.length = 0;
    },
  };
}
