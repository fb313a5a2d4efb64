import { connect, isIPv6, type Socket } from 'node:net';
import { EgressError } from './egress-error.ts';

/** RFC 8305 §5 recommends 250 ms before the next address is tried beside the one that has not answered. */
const NEXT_ADDRESS_AFTER_MS = 250;
/** A name with hundreds of addresses must not open hundreds of sockets. */
const ADDRESSES_MAX = 8;

/**
 * Connects to the first of these addresses that answers: each is started when the one before failed or was slow
 * (happy eyeballs, RFC 8305). The addresses are literals that were checked before; nothing is resolved here.
 */
export function raceAddresses(
  addresses: readonly string[],
  port: number,
  hostname: string,
  signal: AbortSignal,
): Promise<Socket> {
  const queue = interleaveFamilies(addresses).slice(0, ADDRESSES_MAX);
  return new Promise((resolve, reject) => {
    const open = new Set<Socket>();
    let lastError: NodeJS.ErrnoException | null = null;
    let timer: NodeJS.Timeout | undefined;

    const finish = (winner: Socket | null): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      for (const socket of open) if (socket !== winner) socket.destroy();
      open.clear();
    };
    const onAbort = (): void => {
      finish(null);
      reject(signal.reason);
    };
    const startNext = (): void => {
      clearTimeout(timer);
      const address = queue.shift();
      if (address === undefined) {
        if (open.size > 0) return;
        finish(null);
        reject(connectError(hostname, port, lastError));
        return;
      }
      const socket = connect({ host: address, port, noDelay: true, keepAlive: true });
      open.add(socket);
      socket.on('error', (error) => {
        lastError = error;
        if (open.delete(socket)) startNext();
      });
      socket.once('connect', () => {
        if (!open.has(socket)) return;
        finish(socket);
        resolve(socket);
      });
      if (queue.length > 0) timer = setTimeout(startNext, NEXT_ADDRESS_AFTER_MS);
    };

    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    startNext();
  });
}

function connectError(hostname: string, port: number, cause: NodeJS.ErrnoException | null): EgressError {
  return new EgressError({
    code: 'connect',
    phase: 'connect',
    detail: `${hostname}:${port}: ${cause?.code ?? 'no answer'}`,
    cause,
  });
}

/** One IPv6, one IPv4, and so on, starting with the family that the resolver put first (RFC 8305 §4). */
function interleaveFamilies(addresses: readonly string[]): string[] {
  const isFirstV6 = isIPv6(addresses[0] ?? '');
  const first = addresses.filter((address) => isIPv6(address) === isFirstV6);
  const second = addresses.filter((address) => isIPv6(address) !== isFirstV6);
  const longer = Math.max(first.length, second.length);
  return Array.from({ length: longer }, (_, index) => [first[index], second[index]])
    .flat()
    .filter((address) => address !== undefined);
}
