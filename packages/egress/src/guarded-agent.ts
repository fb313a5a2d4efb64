import { Agent, Client, type Dispatcher, Pool } from 'undici';
import { type ConnectObserver, openSocket, type SocketOptions } from './open-socket.ts';

/** A request that wants to know about its connection says so here; undici hands the options through unchanged. */
export interface ObservedDispatchOptions extends Dispatcher.DispatchOptions {
  observer?: ConnectObserver;
}

/** A POST that meets a socket the server has just closed is lost, and is not repeated: so sockets wait only briefly. */
const KEEP_ALIVE_MS = 4_000;
/** What applies to requests without an observer: libraries that call the global `fetch`. */
const LIBRARY_CONNECT_MS = 10_000;
const LIBRARY_FIRST_BYTE_MS = 50_000;
const LIBRARY_BETWEEN_BYTES_MS = 30_000;

export interface GuardedAgentOptions extends SocketOptions {
  responseHeaderBytesMax: number;
}

/** Every connection of this agent is made by `openSocket`. Proxy variables of the environment are not read. */
export function createGuardedAgent(options: GuardedAgentOptions): Agent {
  return new Agent({
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: options.responseHeaderBytesMax,
    headersTimeout: LIBRARY_FIRST_BYTE_MS,
    bodyTimeout: LIBRARY_BETWEEN_BYTES_MS,
    allowH2: false,
    pipelining: 1,
    factory: (origin, poolOptions) =>
      new Pool(origin, {
        ...poolOptions,
        factory: (clientOrigin, clientOptions) => new GuardedClient(clientOrigin, clientOptions, options),
      }),
  });
}

/**
 * A client holds one connection and, without pipelining, one request at a time: the request that was dispatched last
 * is the one for which `connect` is called.
 */
class GuardedClient extends Client {
  readonly #current: { observer: ConnectObserver | undefined };

  constructor(origin: URL, clientOptions: object, options: SocketOptions) {
    const current: { observer: ConnectObserver | undefined } = { observer: undefined };
    super(origin, {
      ...clientOptions,
      connect: (target, callback) => {
        openSocket(options, target, current.observer ?? libraryObserver()).then(
          (socket) => callback(null, socket),
          (error) => callback(error, null),
        );
      },
    });
    this.#current = current;
  }

  override dispatch(options: ObservedDispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    this.#current.observer = options.observer;
    return super.dispatch(options, handler);
  }
}

function libraryObserver(): ConnectObserver {
  return {
    connectMs: LIBRARY_CONNECT_MS,
    timing: { dnsMs: null, connectMs: null, tlsMs: null },
    enterPhase: () => {},
    cancelConnect: null,
    isOver: false,
  };
}
