import { createServer as createHttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { listen, type TrackedServer } from './listen.ts';
import { type CertificateOptions, createSelfSignedCertificate } from './upstream-certificate.ts';
import { UPSTREAM_ROUTES } from './upstream-routes.ts';

export interface ReceivedRequest {
  method: string;
  /** Path and query. */
  url: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
}

export interface Upstream extends TrackedServer {
  /** All requests so far, in order of arrival. */
  requests: ReceivedRequest[];
  /** For TLS: the certificate, to be trusted. */
  certPem: string;
}

export interface UpstreamOptions {
  host?: string;
  tls?: CertificateOptions;
  /** With `tls`: asks for a client certificate of this authority (PEM) and refuses a connection without one. */
  clientAuthority?: string;
}

/**
 * Starts an upstream server on a free port of loopback that answers, and misbehaves, by its path:
 *
 * - `/echo`: the request as JSON. `/status/404?body=…&h:retry-after=5`: a status, with headers.
 * - `/body?type=…&base64=…&pieces=3`: these bytes, in pieces. `/html`: a page where JSON was expected.
 * - `/encoded/gzip,br?body=…&cut`: encoded (gzip, deflate, deflate-raw, br), whole or cut off. `/bomb/br?bytes=…`: zeros.
 * - `/redirect/3?code=307`: three redirects, then `/echo`. `/redirect-to?url=…&code=…`: one.
 * - `/flaky/2?status=503&retry-after=1`, `/flaky/2?reset`: fails twice, then answers.
 * - `/slow-head`, `/slow-body`: never goes on. `/endless`: never ends.
 * - `/reset`, `/close`: no head. `/reset-body`, `/cut-chunked`, `/short-length`: half a body; the last two also with `?close`.
 * - `/not-http`, `/early-hints`: odd HTTP.
 *
 * What else a server does wrong is in `FAULTS`, for `startFaultProxy`.
 */
export async function startUpstream(options: UpstreamOptions = {}): Promise<Upstream> {
  const requests: ReceivedRequest[] = [];
  const hits = new Map<string, number>();
  const listener: RequestListener = (req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks);
      const path = req.url ?? '/';
      requests.push({ method: req.method ?? '', url: path, headers: req.headers, body });
      const hit = (hits.get(path) ?? 0) + 1;
      hits.set(path, hit);
      const url = new URL(path, 'http://upstream');
      const [name = '', ...rest] = url.pathname.slice(1).split('/').map(decodeURIComponent);
      const route = UPSTREAM_ROUTES[name];
      if (route === undefined) res.writeHead(404).end('no such route');
      else route({ req, res, url, rest, body, hit });
    });
    req.on('error', () => {});
  };
  const certificate = options.tls ? createSelfSignedCertificate(options.tls) : null;
  const server = certificate
    ? createHttpsServer(
        { key: certificate.keyPem, cert: certificate.certPem, ...demand(options.clientAuthority) },
        listener,
      )
    : createHttpServer(listener);
  const tracked = await listen(server, options.host ?? '127.0.0.1', certificate ? 'https' : 'http');
  return { ...tracked, requests, certPem: certificate?.certPem ?? '' };
}

function demand(ca: string | undefined) {
  return ca === undefined ? {} : { requestCert: true, rejectUnauthorized: true, ca };
}

/** A TCP server that hands each connection to the test: for what is not HTTP at all. */
export async function startTcpUpstream(onConnection: (socket: Socket) => void, host = '127.0.0.1'): Promise<Upstream> {
  const server = createTcpServer((socket) => {
    socket.on('error', () => {});
    onConnection(socket);
  });
  return { ...(await listen(server, host, 'http')), requests: [], certPem: '' };
}
