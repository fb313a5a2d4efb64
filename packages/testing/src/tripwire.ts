import { createServer, type Server } from 'node:net';
import { startUpstream, type Upstream } from './upstream.ts';

export interface Tripwire {
  port: number;
  /** Connections accepted so far, on any address. */
  connectionCount(): number;
  close(): Promise<void>;
}

/** Where a forbidden spelling would arrive if it got through. 127/8 is whole only on Linux. */
const HOSTS = ['127.0.0.1', '127.0.0.2', '127.9.9.9', '127.255.255.254', '::1'];
const TRIES = 20;

/** Listens on one port of several loopback addresses, and counts who comes. */
export function startTripwire(): Promise<Tripwire> {
  return untilPortIsFree(() => listenAt(0, HOSTS));
}

/** An upstream on ::1, and a tripwire at the same port of every other loopback address. */
export function startUpstreamBesideTripwire(): Promise<{ upstream: Upstream; tripwire: Tripwire }> {
  return untilPortIsFree(async () => {
    const upstream = await startUpstream({ host: '::1' });
    try {
      const others = HOSTS.filter((host) => host !== upstream.host);
      return { upstream, tripwire: await listenAt(upstream.port, others) };
    } catch (error) {
      await upstream.close();
      throw error;
    }
  });
}

/** A port that is free on the first address may be taken on another. */
async function untilPortIsFree<T>(start: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await start();
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}

async function listenAt(wantedPort: number, hosts: readonly string[]): Promise<Tripwire> {
  const servers: Server[] = [];
  let port = wantedPort;
  let count = 0;
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  };
  try {
    for (const host of hosts) {
      const server = createServer((socket) => {
        count += 1;
        socket.on('error', () => {});
        socket.destroy();
      });
      const taken = await listen(server, port, host);
      if (taken === null) continue;
      port = taken;
      servers.push(server);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { port, connectionCount: () => count, close };
}

/** The port; null where this machine has no such address. */
function listen(server: Server, port: number, host: string): Promise<number | null> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT') resolve(null);
      else reject(error);
    });
    server.listen(port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('A TCP server has a port.'));
      else resolve(address.port);
    });
  });
}
