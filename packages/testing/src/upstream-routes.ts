import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { encode, encodingHeader } from './fault-proxy/encodings.ts';

export interface RouteContext {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  /** The path after the route's name: `/status/404` has `['404']`. */
  rest: string[];
  body: Buffer;
  /** How often this path and query was asked for, this time included. */
  hit: number;
}

export type Route = (context: RouteContext) => void;

function encodeAll(data: Buffer, chain: string): { data: Uint8Array; header: string } {
  const names = chain.split(',');
  return { data: encode(data, names), header: names.map(encodingHeader).join(', ') };
}

/**
 * Writes bytes past the HTTP server, which would not write them. To the server the request stays unanswered, so no
 * other one on this connection is: what is written has to make the client close it.
 */
function raw({ req }: RouteContext, text: string | Buffer): void {
  req.socket.write(text);
}

/** `?close` says so in the head: a client may then take the end of the connection for the end of the body. */
function connection({ url }: RouteContext): string {
  return url.searchParams.has('close') ? 'connection: close\r\n' : '';
}

/** See `startUpstream` for what each does. */
export const UPSTREAM_ROUTES: Record<string, Route> = {
  echo: ({ req, res, url, body }) => {
    const answer = {
      method: req.method,
      path: url.pathname + url.search,
      headers: req.headers,
      body: body.toString('utf8'),
    };
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify(answer));
  },
  token: ({ res, url, hit }) => {
    const token = `token-${hit}-${randomUUID()}`;
    res.setHeader('content-type', 'application/json');
    const life = url.searchParams.get('expires_in');
    res.end(JSON.stringify({ access_token: token, token_type: 'Bearer', expires_in: Number(life ?? 3600) }));
  },
  status: ({ res, url, rest }) => {
    res.statusCode = Number(rest[0] ?? 200);
    for (const [name, value] of url.searchParams) if (name.startsWith('h:')) res.appendHeader(name.slice(2), value);
    res.end(url.searchParams.get('body') ?? '');
  },
  body: ({ res, url }) => {
    res.setHeader('content-type', url.searchParams.get('type') ?? 'application/json');
    const data = Buffer.from(url.searchParams.get('base64') ?? '', 'base64');
    const pieces = Number(url.searchParams.get('pieces') ?? 1);
    const size = Math.max(1, Math.ceil(data.length / pieces));
    for (let start = 0; start < data.length; start += size) res.write(data.subarray(start, start + size));
    res.end();
  },
  encoded: ({ res, url, rest }) => {
    const { data, header } = encodeAll(Buffer.from(url.searchParams.get('body') ?? '{"ok":true}'), rest[0] ?? 'gzip');
    res.setHeader('content-encoding', header);
    res.end(url.searchParams.has('cut') ? data.subarray(0, data.length - 9) : data);
  },
  bomb: ({ res, url, rest }) => {
    const { data, header } = encodeAll(Buffer.alloc(Number(url.searchParams.get('bytes') ?? 2e7)), rest[0] ?? 'gzip');
    res.setHeader('content-encoding', header);
    res.end(data);
  },
  redirect: ({ res, url, rest }) => {
    const left = Number(rest[0] ?? 1);
    const code = url.searchParams.get('code') ?? '302';
    res.writeHead(Number(code), { location: left <= 1 ? '/echo' : `/redirect/${left - 1}?code=${code}` }).end();
  },
  'redirect-to': ({ res, url }) => {
    res.writeHead(Number(url.searchParams.get('code') ?? 302), { location: url.searchParams.get('url') ?? '/' }).end();
  },
  flaky: ({ req, res, url, rest, hit }) => {
    if (hit > Number(rest[0] ?? 1)) {
      res.end('{"ok":true}');
    } else if (url.searchParams.has('reset')) {
      req.socket.resetAndDestroy();
    } else {
      const retryAfter = url.searchParams.get('retry-after');
      if (retryAfter !== null) res.setHeader('retry-after', retryAfter);
      res.writeHead(Number(url.searchParams.get('status') ?? 503)).end('not yet');
    }
  },
  html: ({ res }) => {
    res.setHeader('content-type', 'text/html; charset=utf-8');
    res.end('<!doctype html><title>Sign in</title><p>Please sign in.</p>');
  },
  'slow-head': () => {},
  'slow-body': ({ res }) => {
    res.writeHead(200, { 'content-type': 'application/json' }).write('{"begun":');
  },
  endless: ({ res }) => {
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const fill = (): void => {
      while (res.write(chunk));
    };
    res.on('drain', fill);
    fill();
  },
  reset: ({ req }) => req.socket.resetAndDestroy(),
  'reset-body': ({ req, res }) => {
    res.writeHead(200, { 'content-length': '100' });
    res.write('{"begun":', () => req.socket.resetAndDestroy());
  },
  close: ({ req }) => req.socket.end(),
  'cut-chunked': (context) => {
    raw(context, `HTTP/1.1 200 OK\r\n${connection(context)}transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n`);
    context.req.socket.end();
  },
  'short-length': (context) => {
    raw(context, `HTTP/1.1 200 OK\r\n${connection(context)}content-length: 100\r\n\r\n{"short":true}`);
    context.req.socket.end();
  },
  'not-http': (context) => raw(context, 'SSH-2.0-OpenSSH_9.2\r\n'),
  'early-hints': ({ res }) => {
    res.writeEarlyHints({ link: '</a.css>; rel=preload' });
    res.end('{}');
  },
};
