import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

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
  const address = server.address() as AddressInfo; // A server that listens on a port has no other kind of address.
  return address.port;
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

/** Stops accepting, lets what runs finish for at most `graceMs`, then cuts the rest. */
export async function stopListening(server: Server, graceMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection that is kept alive turns idle only as its last answer ends.
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}

const SWEEP_MS = 100;
