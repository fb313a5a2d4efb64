import { lookup } from 'node:dns/promises';
import { setGlobalDispatcher } from 'undici';
import type { EgressAllowRule } from './allow-rules.ts';
import type { CancelSignal } from './cancellation.ts';
import { CertifiedAgents } from './certified-agents.ts';
import type { ClientCertificate } from './client-certificate.ts';
import { EgressError, type EgressPhase } from './egress-error.ts';
import { type EgressLimits, type EgressResponse, type EgressTiming, Exchange } from './exchange.ts';
import { createGuardedAgent, type ObservedDispatchOptions } from './guarded-agent.ts';
import { blockedError, type Resolve } from './open-socket.ts';
import { parseUrl, portOf, type Refusal, refuseParsedUrl, unbracket } from './policy.ts';
import type { TunnelSettings } from './proxy/open-tunnel.ts';
import type { OutboundProxy } from './proxy/parse-proxy.ts';

/** For the operator's log: which rule refused what. Users are told only that the policy did. */
export interface BlockedTarget extends Refusal {
  host: string;
  port: number;
}

export interface EgressOptions {
  /** From `parseEgressAllow`; empty: nothing but the public Internet. */
  allow: readonly EgressAllowRule[];
  /** Asked at each check, since a port is known only once the server listens. */
  ownPorts: () => readonly number[];
  onBlocked: (blocked: BlockedTarget) => void;
  /** Addresses of a name; by default the system's resolver (hosts file included). */
  resolve?: Resolve;
  /** PEM certificates trusted besides Node's own. */
  trustedCertificates?: readonly string[];
  /** Through which public addresses are reached; they are checked all the same. Directly by default. */
  proxy?: OutboundProxy | undefined;
  /** The head of a response; 64 KiB by default. */
  responseHeaderBytesMax?: number;
}

export interface EgressRequest {
  method: string;
  /** Absolute; http or https. */
  url: string;
  headers: readonly (readonly [string, string])[];
  body: Uint8Array | null;
  limits: EgressLimits;
  /** For https; a request without one never uses a connection where one was presented. */
  clientCertificate?: ClientCertificate | undefined;
  /** Aborting closes the connection; a reason that is an EgressError (a timeout of one's own) is what is thrown. */
  signal?: CancelSignal | undefined;
  onPhase?: ((phase: EgressPhase) => void) | undefined;
  /** Filled in while the request goes on, so that a failed one has its times too. */
  timing?: EgressTiming;
}

export interface Egress {
  /**
   * Sends one request, once, and resolves with the response's head. Redirects are not followed, bodies not decoded,
   * faults not retried.
   *
   * @throws EgressError for everything that can go wrong on the way.
   */
  request(request: EgressRequest): Promise<EgressResponse>;
  /** Makes the global `fetch`, which libraries use, go through the same guard. */
  installGlobally(): void;
  /** Closes all connections; requests under way fail with `cancelled`. */
  close(): Promise<void>;
}

const NO_URL: Refusal = { rule: 'url', address: null, allowEntry: null };
const RESPONSE_HEADER_BYTES_MAX = 64 * 1024;

/**
 * The one way out. http and https only, no user info in URLs, and connections only to public unicast addresses: a
 * literal is checked before connecting, a name by every address of its answer, and the connection is made to an
 * address that was checked. The port must be none of the WHATWG bad ports and none of this server's own. Callers who
 * follow redirects do so by calling `request` again, which checks again.
 *
 * What it does not protect from: a public address whose owner forwards to a private one (a reverse proxy, a NAT rule),
 * a public service of one's own that trusts this machine's address, a TLS certificate authority gone bad, other
 * processes on this machine, and modules that open sockets themselves (the lint step refuses those).
 *
 * @example
 * const egress = createEgress({ allow: [], ownPorts: () => [3000], onBlocked: (blocked) => log.warn(blocked) });
 * const response = await egress.request({ method: 'GET', url, headers: [], body: null, limits });
 */
export function createEgress(options: EgressOptions): Egress {
  const settings = {
    allow: options.allow,
    ownPorts: options.ownPorts,
    onBlocked: options.onBlocked,
    resolve: options.resolve ?? resolveBySystem,
    trustedCertificates: options.trustedCertificates ?? [],
    tunnel: options.proxy === undefined ? null : tunnelOf(options.proxy, options.trustedCertificates ?? []),
    responseHeaderBytesMax: options.responseHeaderBytesMax ?? RESPONSE_HEADER_BYTES_MAX,
  };
  const agent = createGuardedAgent(settings);
  const certified = new CertifiedAgents(settings);

  return {
    // Not an async function: each promise in between costs every run.
    request(request) {
      const url = parseUrl(request.url);
      const error = url === null ? blockedError(settings, NO_URL, '', 0) : refuse(settings, request, url);
      if (url === null || error !== null) return Promise.reject(error);
      const exchange = new Exchange({
        host: url.host,
        limits: request.limits,
        signal: request.signal,
        onPhase: request.onPhase,
        timing: request.timing ?? { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null },
      });
      const dispatchOptions: ObservedDispatchOptions = {
        origin: url.origin,
        path: url.pathname + url.search,
        method: request.method,
        headers: flatten(request.headers),
        body: request.body,
        // The exchange keeps the time; undici's timers are coarse and know no phases.
        headersTimeout: 0,
        bodyTimeout: 0,
        observer: exchange,
      };
      try {
        const { clientCertificate } = request;
        (clientCertificate ? certified.of(clientCertificate) : agent).dispatch(dispatchOptions, exchange);
      } catch (cause) {
        return Promise.reject(cause);
      }
      return exchange.response;
    },
    installGlobally: () => setGlobalDispatcher(agent),
    close: async () => {
      await Promise.all([agent.destroy(), certified.destroy()]);
    },
  };
}

/** Apart from that of upstreams: a client's certificate is never shown to the proxy. */
function tunnelOf(proxy: OutboundProxy, trustedCertificates: readonly string[]): TunnelSettings {
  return { proxy, tls: { trustedCertificates } };
}

/** As undici takes them; `flat()` is many times slower. */
function flatten(headers: EgressRequest['headers']): string[] {
  const flat: string[] = [];
  for (const [name, value] of headers) flat.push(name, value);
  return flat;
}

async function resolveBySystem(hostname: string): Promise<string[]> {
  const answers = await lookup(hostname, { all: true });
  return answers.map((answer) => answer.address);
}

type Settings = Parameters<typeof blockedError>[0];

/** Why the request is not sent; null where it may be. */
function refuse(settings: Settings, request: EgressRequest, url: URL): EgressError | null {
  const refusal = refuseParsedUrl(settings, url);
  if (refusal !== null) return blockedError(settings, refusal, unbracket(url.hostname), portOf(url.protocol, url.port));
  if (request.signal?.aborted) return abortError(request.signal);
  return request.method.toUpperCase() === 'CONNECT' ? tunnelError() : null;
}

/** A tunnel would let the other side say where it leads, behind every check. */
function tunnelError(): EgressError {
  return new EgressError({ code: 'protocol', phase: 'prepare', detail: 'the method CONNECT cannot be sent' });
}

function abortError(signal: CancelSignal): EgressError {
  const reason: unknown = signal.reason;
  if (reason instanceof EgressError) return reason;
  return new EgressError({ code: 'cancelled', phase: 'prepare', detail: 'cancelled before it was sent' });
}
