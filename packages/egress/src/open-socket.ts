import { isIP, type Socket } from 'node:net';
import { EgressError, type EgressPhase } from './egress-error.ts';
import { isPublicAddress, type PolicyOptions, portOf, type Refusal, refuseAddresses } from './policy.ts';
import { openTunnel, type TunnelSettings } from './proxy/open-tunnel.ts';
import { raceAddresses } from './race-addresses.ts';
import { secure, type TlsSettings } from './secure.ts';

export type Resolve = (hostname: string) => Promise<readonly string[]>;

export interface ConnectTiming {
  dnsMs: number | null;
  connectMs: number | null;
  tlsMs: number | null;
}

/** Where one request learns how its connection came about. A reused connection leaves the times null. */
export interface ConnectObserver {
  readonly connectMs: number;
  readonly timing: ConnectTiming;
  enterPhase(phase: EgressPhase): void;
  /** Set while connecting: gives up with this error. */
  cancelConnect: ((error: EgressError) => void) | null;
  /** Nobody waits for the request any more. Undici connects once again for one that was given up while it ran. */
  readonly isOver: boolean;
}

export interface SocketTarget {
  hostname: string;
  protocol: string;
  port: string;
}

export interface SocketOptions extends PolicyOptions, TlsSettings {
  resolve: Resolve;
  onBlocked: (blocked: Refusal & { host: string; port: number }) => void;
  /** The way to public addresses, where it is not direct. */
  tunnel: TunnelSettings | null;
}

/**
 * Resolves, checks every address, connects to a checked one, and does the TLS handshake: the only place where this
 * product connects to an upstream. The name is resolved once, here, so there is no second answer to swap in.
 */
export async function openSocket(
  options: SocketOptions,
  target: SocketTarget,
  observer: ConnectObserver,
): Promise<Socket> {
  let phase: EgressPhase = 'dns';
  if (observer.isOver) throw new EgressError({ code: 'cancelled', phase, detail: 'the request was given up' });
  const giveUp = new AbortController();
  const enter = (next: EgressPhase): void => {
    phase = next;
    observer.enterPhase(next);
  };
  const timer = setTimeout(() => {
    const detail = `${target.hostname}: no connection after ${observer.connectMs} ms`;
    giveUp.abort(new EgressError({ code: 'timeout', phase, detail }));
  }, observer.connectMs);
  observer.cancelConnect = (error) => giveUp.abort(error);
  try {
    const port = portOf(target.protocol, target.port);
    const addresses = await resolveChecked(options, target.hostname, port, observer, enter, giveUp.signal);
    enter('connect');
    const startedAt = performance.now();
    // What an operator opened inside is reached directly: the proxy is the way to the Internet.
    const tunnel = addresses.every(isPublicAddress) ? options.tunnel : null;
    const socket = await (tunnel === null
      ? raceAddresses(addresses, port, target.hostname, giveUp.signal)
      : openTunnel(tunnel, addresses, port, giveUp.signal));
    const connectedAt = performance.now();
    observer.timing.connectMs = connectedAt - startedAt;
    if (target.protocol !== 'https:') return socket;
    enter('tls');
    const secured = await secure(options, socket, target.hostname, giveUp.signal);
    observer.timing.tlsMs = performance.now() - connectedAt;
    return secured;
  } finally {
    clearTimeout(timer);
    observer.cancelConnect = null;
  }
}

async function resolveChecked(
  options: SocketOptions,
  hostname: string,
  port: number,
  observer: ConnectObserver,
  enter: (phase: EgressPhase) => void,
  signal: AbortSignal,
): Promise<readonly string[]> {
  let addresses: readonly string[] = [hostname];
  if (isIP(hostname) === 0) {
    enter('dns');
    const startedAt = performance.now();
    addresses = await rejectOnAbort(lookUp(options.resolve, hostname), signal);
    observer.timing.dnsMs = performance.now() - startedAt;
  }
  const refusal = refuseAddresses(options, hostname, port, addresses);
  if (refusal === null) return addresses;
  throw blockedError(options, refusal, hostname, port);
}

export function blockedError(options: SocketOptions, refusal: Refusal, host: string, port: number): EgressError {
  options.onBlocked({ ...refusal, host, port });
  return new EgressError({
    code: 'blocked',
    phase: 'prepare',
    detail: host,
    allowEntry: refusal.allowEntry,
  });
}

async function lookUp(resolve: Resolve, hostname: string): Promise<readonly string[]> {
  let addresses: readonly string[];
  try {
    addresses = await resolve(hostname);
  } catch (cause) {
    const nativeCode = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
    throw new EgressError({ code: 'dns', phase: 'dns', detail: `${hostname}: ${nativeCode}`, cause });
  }
  if (addresses.length === 0) {
    throw new EgressError({ code: 'dns', phase: 'dns', detail: `${hostname}: it has no address` });
  }
  return addresses;
}

function rejectOnAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
