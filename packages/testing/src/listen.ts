import type { Server, Socket } from 'node:net';

export interface TrackedServer {
  /** `http://127.0.0.1:54321`. */
  origin: string;
  host: string;
  port: number;
  /** `127.0.0.1:54321`: the entry of JACKFIELD_EGRESS_ALLOW that opens the way to it. */
  allowEntry: string;
  /** Connections accepted so far. */
  connectionCount(): number;
  /** Connections that are open now. */
  openConnectionCount(): number;
  /** Resolves when no connection is open: the client has closed what it began. */
  allClosed(): Promise<void>;
  close(): Promise<void>;
}

/** Listens on a free port, or on one that was found free before, and counts the connections, at the level of TCP also where the server speaks TLS. */
export async function listen(server: Server, host: string, scheme: string, port = 0): Promise<TrackedServer> {
  const open = new Set<Socket>();
  const waiting: (() => void)[] = [];
  let count = 0;
  server.on('connection', (socket: Socket) => {
    count += 1;
    open.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => {
      open.delete(socket);
      if (open.size === 0) for (const resolve of waiting.splice(0)) resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A TCP server has a port.');
  const literal = host.includes(':') ? `[${host}]` : host;
  return {
    origin: `${scheme}://${literal}:${address.port}`,
    host,
    port: address.port,
    allowEntry: `${literal}:${address.port}`,
    connectionCount: () => count,
    openConnectionCount: () => open.size,
    allClosed: () => (open.size === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
