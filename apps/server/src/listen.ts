import { once } from 'node:events';
import type { Server, ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createNetServer, type Socket } from 'node:net';

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

/** Connections that this process accepts for others. */
export interface ListeningForConnections {
  port: number;
  close(): void;
}

/** Listens for connections that are given to other processes, unread. Throws `ListenError`. */
export async function listenForConnections(
  port: number,
  host: string,
  onConnection: (socket: Socket) => void,
): Promise<ListeningForConnections> {
  const server = createNetServer({ pauseOnConnect: true, noDelay: true }, (socket) => {
    socket.on('error', () => {});
    onConnection(socket);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(toListenError(error, port, host)));
    server.listen(port, host, resolve);
  });
  server.on('error', () => {});
  const address = server.address() as AddressInfo; // A server that listens on a port has no other kind of address.
  return { port: address.port, close: () => void server.close() };
}

/** Has the server answer connections that another process accepted; returns what takes each of them. */
export function answerConnections(server: Server): (socket: Socket) => void {
  const { connections } = watchAnswers(server);
  // Begins to watch the time limits of requests, which otherwise begins with listening.
  server.emit('listening');
  return (socket) => {
    // As every connection that an HTTP server accepts itself: a client may close its side and wait for the answer.
    socket.allowHalfOpen = true;
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    server.emit('connection', socket);
  };
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
  /** Those that another process accepted; of its own the server knows itself. */
  connections: Set<Socket>;
  onAllEnded: () => void;
}

const answering = new WeakMap<Server, Answering>();

function watchAnswers(server: Server): Answering {
  const state: Answering = {
    isStopping: false,
    isRetiring: false,
    underWay: new Set(),
    connections: new Set(),
    onAllEnded: () => {},
  };
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
  return state;
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
  const closed = Promise.all([
    new Promise<void>((resolve) => server.close(() => resolve())),
    allClosed(state.connections),
  ]);
  // What is left: connections between two requests, requests that did not arrive whole, refusals on their way.
  server.closeIdleConnections();
  const rest = setTimeout(() => {
    server.closeAllConnections();
    for (const socket of state.connections) socket.destroy();
  }, REST_MS);
  await closed;
  clearTimeout(rest);
}

/**
 * Ends a server whose connections another process accepts, and from now on gives to others. Every request on the
 * connections that there are is answered as always, the last one on each with `Connection: close`; none is closed while
 * its client may be sending a request, but after the usual idle time that the client knows of. What is left after
 * `latestMs` ends by `cut`.
 */
export async function retire(server: Server, latestMs: number, cut = async () => {}): Promise<void> {
  const state = answering.get(server);
  if (state === undefined) return;
  state.isRetiring = true;
  for (const res of state.underWay) {
    if (!res.headersSent) res.shouldKeepAlive = false;
  }
  let late: NodeJS.Timeout | undefined;
  const isLate = new Promise<void>((resolve) => {
    late = setTimeout(resolve, latestMs);
  });
  await Promise.race([allClosed(state.connections), isLate]);
  clearTimeout(late);
  await stopListening(server, 0, cut);
}

async function allClosed(connections: ReadonlySet<Socket>): Promise<void> {
  while (connections.size > 0)
    await Promise.all([...connections].map((socket) => once(socket, 'close').catch(() => {})));
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
