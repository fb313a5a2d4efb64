import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';

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

const ENCODERS: Record<string, (data: Buffer) => Buffer> = {
  gzip: gzipSync,
  deflate: deflateSync,
  'deflate-raw': deflateRawSync,
  // The default quality takes seconds for a bomb.
  br: (data) => brotliCompressSync(data, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
};

function encode(data: Buffer, chain: string): { data: Buffer; header: string } {
  const names = chain.split(',');
  const encoded = names.reduce((current, name) => ENCODERS[name]?.(current) ?? current, data);
  return { data: encoded, header: names.map((name) => (name === 'deflate-raw' ? 'deflate' : name)).join(', ') };
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
    const { data, header } = encode(Buffer.from(url.searchParams.get('body') ?? '{"ok":true}'), rest[0] ?? 'gzip');
    res.setHeader('content-encoding', header);
    res.end(url.searchParams.has('cut') ? data.subarray(0, data.length - 9) : data);
  },
  bomb: ({ res, url, rest }) => {
    const { data, header } = encode(Buffer.alloc(Number(url.searchParams.get('bytes') ?? 2e7)), rest[0] ?? 'gzip');
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
  drip: ({ res, url }) => {
    res.flushHeaders();
    const timer = setInterval(() => res.write('x'), Number(url.searchParams.get('everyMs') ?? 10));
    res.once('close', () => clearInterval(timer));
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
  'long-length': (context) => raw(context, 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}{"smuggled":true}'),
  'both-lengths': (context) => {
    raw(context, 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n');
  },
  'two-lengths': (context) => raw(context, 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 4\r\n\r\n{}'),
  'not-http': (context) => raw(context, 'SSH-2.0-OpenSSH_9.2\r\n'),
  'endless-head': (context) => {
    raw(context, 'HTTP/1.1 200 OK\r\n');
    const line = `x-fill: ${'x'.repeat(8_000)}\r\n`;
    const timer = setInterval(() => raw(context, line), 1);
    context.req.socket.once('close', () => clearInterval(timer));
    context.req.socket.on('error', () => {});
  },
  'early-hints': ({ res }) => {
    res.writeEarlyHints({ link: '</a.css>; rel=preload' });
    res.end('{}');
  },
};
