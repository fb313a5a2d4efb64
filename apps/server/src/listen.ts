import type { Server, ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createNetServer, Server as NetServer } from 'node:net';

/** The server cannot listen; the message is for the operator. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Starts to listen and tells the port, which is the system's choice for port 0. */
export async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(toListenError(error, port, host)));
    server.listen(port, host, resolve);
  });
  watchAnswers(server);
  const address = server.address() as AddressInfo; // A server that listens on a port has no other kind of address.
  return address.port;
}

/** A port of this address that is free now, for processes that are to share one. Throws `ListenError`. */
export async function findFreePort(host: string): Promise<number> {
  const server = createNetServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(toListenError(error, 0, host)));
    server.listen(0, host, resolve);
  });
  const { port } = server.address() as AddressInfo; // A server that listens on a port has no other kind of address.
  await new Promise<void>((resolve) => server.close(() => resolve()));
  return port;
}

function toListenError(error: NodeJS.ErrnoException, port: number, host: string): ListenError {
  return new ListenError(explain(error.code, port, host), { cause: error });
}

function explain(code: string | undefined, port: number, host: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is in use, perhaps by another Jackfield. Stop that, or choose another: PORT=${port + 1}.`;
    case 'EACCES':
      return `This account may not listen on port ${port}. Choose one above 1023: PORT=4000.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST=${host} is not an address of this machine. Use 127.0.0.1, or 0.0.0.0 for all addresses.`;
    default:
      return `Jackfield cannot listen on ${host}:${port} (${code ?? 'unknown reason'}). Choose another PORT or HOST.`;
  }
}

/** What a server that listens is doing. */
interface Answering {
  isStopping: boolean;
  /** Each connection ends after its next answer. */
  isRetiring: boolean;
  /** Answers of requests that came before the stop. */
  underWay: Set<ServerResponse>;
  onAllEnded: () => void;
}

const answering = new WeakMap<Server, Answering>();

function watchAnswers(server: Server): void {
  const state: Answering = { isStopping: false, isRetiring: false, underWay: new Set(), onAllEnded: () => {} };
  answering.set(server, state);
  server.prependListener('request', (_req, res) => {
    if (state.isStopping) return;
    if (state.isRetiring) res.shouldKeepAlive = false;
    state.underWay.add(res);
    res.once('close', () => {
      state.underWay.delete(res);
      if (state.underWay.size === 0) state.onAllEnded();
    });
  });
}

/** Whether new requests are to be refused. */
export function isStopping(server: Server): boolean {
  return answering.get(server)?.isStopping ?? false;
}

/**
 * Lets what runs finish for at most `graceMs`, then has it end by `cut`, and a second later closes what is still open.
 * Until then the server goes on listening, so that whoever asks is told instead of finding nobody.
 */
export async function stopListening(server: Server, graceMs: number, cut = async () => {}): Promise<void> {
  const state = answering.get(server);
  if (state === undefined) return;
  state.isStopping = true;
  if (!(await hasEnded(state, graceMs))) {
    await Promise.all([cut(), hasEnded(state, CUT_MS)]);
  }
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // What is left: connections between two requests, requests that did not arrive whole, refusals on their way.
  server.closeIdleConnections();
  const rest = setTimeout(() => server.closeAllConnections(), REST_MS);
  await closed;
  clearTimeout(rest);
}

/**
 * Takes no new connections, where other processes share the port and do. Every request on the connections that there
 * are is answered as always, the last one on each with `Connection: close`; none is closed while its client may be
 * sending a request, but after the usual idle time that the client knows of. What is left after `latestMs` ends by
 * `cut`.
 */
export async function retire(server: Server, latestMs: number, cut = async () => {}): Promise<void> {
  const state = answering.get(server);
  if (state === undefined) return;
  state.isRetiring = true;
  for (const res of state.underWay) {
    if (!res.headersSent) res.shouldKeepAlive = false;
  }
  await new Promise<void>((resolve) => {
    const late = setTimeout(resolve, latestMs);
    // Not the method of the HTTP server, which closes idle connections at once: a request may be on its way on one.
    NetServer.prototype.close.call(server, () => {
      clearTimeout(late);
      resolve();
    });
  });
  await stopListening(server, 0, cut);
}

/** Whether all that was under way ended in this time. */
function hasEnded(state: Answering, ms: number): Promise<boolean> {
  if (state.underWay.size === 0) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    state.onAllEnded = () => {
      clearTimeout(timer);
      resolve(true);
    };
  });
}

/** For answers to end properly after they were cut. */
const CUT_MS = 1_000;
/** For the last bytes of answers to leave. */
const REST_MS = 250;
