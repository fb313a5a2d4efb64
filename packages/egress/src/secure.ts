import { isIP, type Socket } from 'node:net';
import { createSecureContext, rootCertificates, type SecureContext, connect as tlsConnect } from 'node:tls';
import { type ClientCertificate, holderOf } from './client-certificate.ts';
import { EgressError } from './egress-error.ts';

/** What is trusted and shown in handshakes; the same object for all of them, since reading it takes long. */
export interface TlsSettings {
  /** PEM certificates that are trusted besides Node's own list. */
  trustedCertificates: readonly string[];
  /** Presented to every server that these settings are for. */
  clientCertificate?: ClientCertificate;
}

/** The TLS handshake on a connection that is there. `told`: what an error calls the server. */
export function secure(
  settings: TlsSettings,
  socket: Socket,
  hostname: string,
  signal: AbortSignal,
  told = hostname,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const isLiteral = isIP(hostname) !== 0;
    const secured = tlsConnect({
      socket,
      host: hostname,
      // RFC 6066 §3: no literal addresses in the server name indication; the certificate is checked against `host`.
      servername: isLiteral ? '' : hostname.replace(/\.$/, ''),
      ALPNProtocols: ['http/1.1'],
      secureContext: secureContextOf(settings),
    });
    const fail = (error: EgressError): void => {
      signal.removeEventListener('abort', onAbort);
      secured.destroy();
      reject(error);
    };
    const onAbort = (): void => fail(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    secured.on('error', (cause) => fail(tlsError(told, cause)));
    secured.once('secureConnect', () => {
      signal.removeEventListener('abort', onAbort);
      resolve(secured);
    });
  });
}

const secureContexts = new WeakMap<TlsSettings, SecureContext>();

/** Reading more than a hundred root certificates takes tens of milliseconds, so it is done once. */
function secureContextOf(settings: TlsSettings): SecureContext {
  const known = secureContexts.get(settings);
  if (known !== undefined) return known;
  const { trustedCertificates, clientCertificate } = settings;
  const trusted = [...trustedCertificates, ...(clientCertificate?.authorities ?? [])];
  const ca = trusted.length > 0 ? { ca: [...rootCertificates, ...trusted] } : {};
  const made = createSecureContext({ ...ca, ...holderOf(clientCertificate) });
  secureContexts.set(settings, made);
  return made;
}

function tlsError(told: string, cause: NodeJS.ErrnoException): EgressError {
  const isLost = cause.code === 'ECONNRESET' || cause.code === 'EPIPE';
  const detail = `${told}: ${cause.code ?? cause.message}`;
  return new EgressError({ code: isLost ? 'connection_lost' : 'tls', phase: 'tls', detail, cause });
}
