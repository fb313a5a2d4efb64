import { lookup } from 'node:dns/promises';
import { isIP, isIPv6, type Socket } from 'node:net';
import { EgressError } from '../egress-error.ts';
import { raceAddresses } from '../race-addresses.ts';
import { secure, type TlsSettings } from '../secure.ts';
import type { OutboundProxy } from './parse-proxy.ts';

/** In what is told of it to users, who need not know where it is. */
const PROXY = 'the outbound proxy';
const ADDRESSES_MAX = 8;
const HEAD_BYTES_MAX = 16 * 1024;
/** The proxy could not reach that address; another one may do. */
const UNREACHED = new Set([502, 503, 504]);

export interface TunnelSettings {
  proxy: OutboundProxy;
  /** What is trusted of a proxy that speaks https. */
  tls: TlsSettings;
}

/**
 * A connection through the proxy to the first of these addresses that it reaches. The proxy is told the address that was
 * checked, not the name, so it has no answer of its own to put in its place.
 */
export async function openTunnel(
  settings: TunnelSettings,
  addresses: readonly string[],
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  let failure: EgressError | null = null;
  for (const address of inTurn(addresses)) {
    const socket = await connectToProxy(settings, signal);
    const status = await askForTunnel(socket, settings.proxy, hostAndPort(address, port), signal);
    if (status >= 200 && status < 300) return socket;
    socket.destroy();
    failure = refusal(status, port);
    if (!UNREACHED.has(status)) break;
  }
  throw failure ?? connectError('has no address to connect to');
}

/** Fewer proxies have a way to IPv6 than know that they have none. */
function inTurn(addresses: readonly string[]): string[] {
  return addresses.toSorted((a, b) => Number(isIPv6(a)) - Number(isIPv6(b))).slice(0, ADDRESSES_MAX);
}

async function connectToProxy({ proxy, tls }: TunnelSettings, signal: AbortSignal): Promise<Socket> {
  const addresses = isIP(proxy.hostname) === 0 ? await lookUp(proxy.hostname) : [proxy.hostname];
  signal.throwIfAborted();
  const socket = await raceAddresses(addresses, proxy.port, PROXY, signal);
  return proxy.protocol === 'https:' ? secure(tls, socket, proxy.hostname, signal, PROXY) : socket;
}

async function lookUp(hostname: string): Promise<string[]> {
  try {
    return (await lookup(hostname, { all: true })).map(({ address }) => address);
  } catch (cause) {
    throw connectError('cannot be found: its name has no address', cause);
  }
}

function hostAndPort(address: string, port: number): string {
  return isIPv6(address) ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The status that the proxy answers CONNECT with. What it sends after the head stays in the socket. */
function askForTunnel(
  socket: Socket,
  { authorization }: OutboundProxy,
  authority: string,
  signal: AbortSignal,
): Promise<number> {
  const lines = [`CONNECT ${authority} HTTP/1.1`, `Host: ${authority}`];
  if (authorization !== null) lines.push(`Proxy-Authorization: ${authorization}`);
  return new Promise((resolve, reject) => {
    let head = Buffer.alloc(0);
    const settle = (settled: () => void): void => {
      socket.off('readable', read);
      socket.off('end', onEnd);
      socket.off('error', onError);
      signal.removeEventListener('abort', onAbort);
      settled();
    };
    const fail = (error: unknown): void =>
      settle(() => {
        socket.destroy();
        reject(error);
      });
    const onAbort = (): void => fail(signal.reason);
    const onEnd = (): void => fail(connectError('ended the connection before it answered'));
    const onError = (cause: Error): void => fail(connectError('broke off the connection', cause));
    const read = (): void => {
      for (let chunk = socket.read() as Buffer | null; chunk !== null; chunk = socket.read() as Buffer | null) {
        head = Buffer.concat([head, chunk]);
        const end = head.indexOf('\r\n\r\n');
        if (end >= 0) {
          const rest = head.subarray(end + 4);
          const status = /^HTTP\/1\.[01] (\d{3})(?: |\r|$)/.exec(head.subarray(0, end + 2).toString('latin1'))?.[1];
          if (status === undefined) fail(connectError('did not answer in HTTP'));
          else {
            settle(() => {
              if (rest.length > 0) socket.unshift(rest);
              resolve(Number(status));
            });
          }
          return;
        }
        if (head.length > HEAD_BYTES_MAX) {
          fail(connectError('did not answer in HTTP'));
          return;
        }
      }
    };
    socket.on('readable', read);
    socket.on('end', onEnd);
    socket.on('error', onError);
    signal.addEventListener('abort', onAbort, { once: true });
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
  });
}

function refusal(status: number, port: number): EgressError {
  if (status === 407) return connectError('asks for another user and password (407)');
  if (UNREACHED.has(status)) return connectError(`could not reach it (${status})`);
  return connectError(`refuses connections to port ${port} there (${status})`);
}

function connectError(what: string, cause?: unknown): EgressError {
  return new EgressError({ code: 'connect', phase: 'connect', detail: `${PROXY} ${what}`, cause });
}
