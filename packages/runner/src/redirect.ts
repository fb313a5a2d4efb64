import type { HeaderList, PreparedRequest } from '@jackfield/connector';
import type { ClientCertificate } from '@jackfield/egress';

/** A request on its way through redirects. */
export interface Hop {
  method: string;
  url: string;
  headers: HeaderList;
  body: Uint8Array | null;
  /** Presented for this hop alone: a redirect makes a hop without one. */
  clientCertificate?: ClientCertificate;
}

export type RedirectStep =
  | { kind: 'none' }
  /** `location` as it came: a fragment, which is not sent, may hold the rest of a secret. */
  | { kind: 'follow'; hop: Hop; isNewOrigin: boolean; location: string }
  /** The redirect stands as the response, and this says why. */
  | { kind: 'stop'; warning: string };

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const ALWAYS_CREDENTIALS = ['authorization', 'cookie', 'proxy-authorization'];

/**
 * What a response's `location` leads to (RFC 9110 §15.4): 301, 302 and 303 become GET (HEAD stays), 307 and 308 keep
 * method and body. Credentials do not cross to another origin, and neither does a body.
 */
export function nextHop(request: PreparedRequest, hop: Hop, status: number, headers: HeaderList): RedirectStep {
  if (!REDIRECTS.has(status)) return { kind: 'none' };
  const location = headers.find(([name]) => name === 'location')?.[1];
  if (location === undefined) return { kind: 'none' };
  if (!URL.canParse(location, hop.url)) {
    return { kind: 'stop', warning: 'The redirect was not followed: its Location is not a URL.' };
  }
  const target = new URL(location, hop.url);
  target.hash = '';
  const isNewOrigin = target.origin !== new URL(hop.url).origin;
  const keepsMethod = status === 307 || status === 308;
  if (keepsMethod && isNewOrigin && hop.body !== null) {
    return { kind: 'stop', warning: `The redirect was not followed: it would send the body to ${target.origin}.` };
  }
  const isChanged = !keepsMethod && hop.method !== 'HEAD' && hop.method !== 'GET';
  const kept = hop.headers.filter(([name]) => {
    const lower = name.toLowerCase();
    if (isChanged && lower.startsWith('content-')) return false;
    if (!isNewOrigin) return true;
    return !request.credentialHeaders.includes(lower) && !ALWAYS_CREDENTIALS.includes(lower);
  });
  return {
    kind: 'follow',
    isNewOrigin,
    location,
    hop: { method: isChanged ? 'GET' : hop.method, url: target.href, headers: kept, body: isChanged ? null : hop.body },
  };
}
