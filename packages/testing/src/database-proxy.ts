import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a PostgreSQL server that a test can close, so that the server itself goes on for everybody else. */
export interface DatabaseProxy {
  /** The database's address by this way. */
  url: string;
  /** Ends every connection and refuses new ones, as a stopped server does. */
  refuse: () => Promise<void>;
  /** Nothing passes any more, and nothing is said of it: a vanished host. New connections are made and stay silent. */
  silence: () => void;
  /** Lets pass again. What was silent until now is ended. */
  restore: () => Promise<void>;
  close: () => Promise<void>;
}

const DEFAULT_PORT = 5432;

/** A local socket's folder stands in the place of the host. */
function connectTo({ hostname, port }: URL): Socket {
  const host = decodeURIComponent(hostname);
  const number = Number(port || DEFAULT_PORT);
  return host.startsWith('/') ? connect(`${host}/.s.PGSQL.${number}`) : connect(number, host);
}

export async function startDatabaseProxy(databaseUrl: string): Promise<DatabaseProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let isSilent = false;

  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    if (isSilent) {
      near.resume();
      return;
    }
    const far = connectTo(target);
    keep(far);
    near.on('data', (bytes) => isSilent || far.write(bytes));
    far.on('data', (bytes) => isSilent || near.write(bytes));
    near.on('close', () => far.destroy());
    far.on('close', () => isSilent || near.destroy());
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  await listen(0);
  const { port } = server.address() as AddressInfo; // A server that listens on a port has no other kind of address.
  const address = new URL(databaseUrl);
  address.host = `127.0.0.1:${port}`;

  const refuse = async (): Promise<void> => {
    if (!server.listening) return;
    server.close();
    cut();
    await once(server, 'close');
  };
  return {
    url: address.href,
    refuse,
    silence: () => {
      isSilent = true;
    },
    restore: async () => {
      if (isSilent) cut();
      isSilent = false;
      if (!server.listening) await listen(port);
    },
    close: refuse,
  };
}
