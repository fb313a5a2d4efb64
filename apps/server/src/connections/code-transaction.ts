import { createHash, createHmac } from 'node:crypto';

/** The fixed address where providers send people back to, the same for all APIs of an instance. */
export const CALLBACK_PATH = '/connect/callback';
/** The page that a link for an end user opens. */
export const LINK_PATH = '/connect/link';
export const BROWSER_COOKIE = 'jackfield_connecting';
export const ATTEMPT_MS = 10 * 60_000;

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** The PKCE verifier of a state: only this instance can make it, so it is kept nowhere. */
export function verifierOf(secret: string, state: string): string {
  return createHmac('sha256', secret).update(state).digest('base64url');
}

export function browserCookie(value: string, isHttps: boolean): string {
  const attributes = ['Path=/api/connecting', 'HttpOnly', 'SameSite=Lax', `Max-Age=${ATTEMPT_MS / 1_000}`];
  return [`${BROWSER_COOKIE}=${value}`, ...attributes, ...(isHttps ? ['Secure'] : [])].join('; ');
}

export function readBrowserCookie(headers: Headers): string | null {
  const cookies = (headers.get('cookie') ?? '').split(/;\s*/);
  const found = cookies.find((each) => each.startsWith(`${BROWSER_COOKIE}=`));
  return found === undefined ? null : found.slice(BROWSER_COOKIE.length + 1);
}
