import { request as requestHttp } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls';
import { listen, type TrackedServer } from '../listen.ts';
import { createSelfSignedCertificate, type SelfSignedCertificate } from '../upstream-certificate.ts';
import { answerBytes, type UpstreamAnswer } from './answer.ts';
import type { Fault, TlsForm } from './fault.ts';
import { type Connection, playSteps } from './play-steps.ts';
import { RequestReader, type WireRequest } from './request-reader.ts';

export interface FaultProxy extends TrackedServer {
  /** All requests that arrived whole, in order. */
  requests: WireRequest[];
  /** The certificate of a TLS fault, to be trusted where the fault lies elsewhere. */
  certPem: string;
}

/**
 * Starts a server on a free port of loopback that has the answers of a real upstream and hands them on with a fault.
 *
 * @param upstream where requests are answered: `http://127.0.0.1:54321`.
 * @param fault the fault, or a choice by what came of a request until now; where there is a choice, none at `connect`
 * and none of TLS.
 */
export async function startFaultProxy(
  upstream: string,
  fault: Fault | ((request: string) => Fault),
): Promise<FaultProxy> {
  const requests: WireRequest[] = [];
  const fixed = typeof fault === 'function' ? null : fault;

  const serve = (connection: Connection): void => {
    const { socket } = connection;
    const reader = new RequestReader();
    let turn: Promise<void> = Promise.resolve();
    if (fixed?.place === 'connect') turn = playSteps(connection, fixed.steps ?? [], null);
    socket.on('data', (chunk: Buffer) => {
      const current = typeof fault === 'function' ? fault(reader.pending + chunk.toString('latin1')) : fault;
      const arrived = reader.push(chunk);
      requests.push(...arrived);
      if (current.place === 'request') turn = turn.then(() => playSteps(connection, current.steps ?? [], null));
      else for (const request of arrived) turn = turn.then(() => answer(connection, upstream, request, current));
    });
  };

  const { server, certPem } = createServer(fixed?.tls, serve);
  const isTls = fixed?.tls !== undefined || fixed?.isTlsExpected === true;
  return {
    ...(await listen(server, '127.0.0.1', isTls ? 'https' : 'http')),
    requests,
    certPem,
  };
}

/** A TCP server; where a fault speaks TLS, it does so on top of the connection, which stays there to be reset. */
function createServer(
  tls: TlsForm | undefined,
  serve: (connection: Connection) => void,
): { server: Server; certPem: string } {
  const certificate = tls === undefined ? null : certificateOf(tls);
  const context = tls && certificate ? tlsContext(tls, certificate) : null;
  const server = createTcpServer((raw) => {
    raw.on('error', () => {});
    const socket = context === null ? raw : new TLSSocket(raw, { isServer: true, secureContext: context });
    socket.on('error', () => raw.destroy());
    serve({ socket, reset: () => raw.resetAndDestroy() });
  });
  return { server, certPem: certificate?.certPem ?? '' };
}

const certificates = new Map<string, SelfSignedCertificate>();

/** One for all faults of its kind: who trusts many certificates takes long to read them. */
function certificateOf({ names, isExpired }: TlsForm): SelfSignedCertificate {
  const key = JSON.stringify([names, isExpired]);
  const known = certificates.get(key);
  if (known !== undefined) return known;
  const made = createSelfSignedCertificate({ ...(names && { names }), ...(isExpired && { isExpired }) });
  certificates.set(key, made);
  return made;
}

function tlsContext({ version }: TlsForm, { keyPem, certPem }: SelfSignedCertificate): SecureContext {
  // Old versions are refused by OpenSSL itself at its usual level.
  const old = version ? { minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' } : {};
  return createSecureContext({ key: keyPem, cert: certPem, ...old });
}

async function answer(connection: Connection, upstream: string, request: WireRequest, fault: Fault): Promise<void> {
  const { socket } = connection;
  if (socket.destroyed) return;
  const answered = await ask(upstream, request).catch((error: unknown) => {
    // Nobody waits for it any more, and the upstream may be gone too.
    if (socket.destroyed) return null;
    throw error;
  });
  if (answered === null) return;
  const bytes = answerBytes(answered, fault.answer ?? {});
  await playSteps(connection, fault.steps ?? [{ do: 'relay', from: 'start', to: 'end' }], bytes);
}

function ask(upstream: string, request: WireRequest): Promise<UpstreamAnswer> {
  const isOwn = ['connection', 'host', 'content-length'];
  return new Promise((resolve, reject) => {
    const asked = requestHttp(
      upstream + request.target,
      {
        method: request.method,
        // A kept connection may die just then.
        agent: false,
        headers: Object.fromEntries(request.headers.filter(([name]) => !isOwn.includes(name))),
      },
      (res) => {
        const chunks: Buffer[] = [];
        res.on('data', (chunk: Buffer) => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () =>
          resolve({
            status: res.statusCode ?? 0,
            statusText: res.statusMessage ?? '',
            contentType: res.headers['content-type'] ?? 'application/json',
            body: Buffer.concat(chunks),
          }),
        );
      },
    );
    asked.on('error', reject);
    asked.end(request.body);
  });
}
