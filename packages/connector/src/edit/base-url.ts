import { originOf } from '../request/origin.ts';

/** What a person types as a base URL: blanks off, and `https://` before a bare host. */
export function readBaseUrl(text: string): string {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.startsWith('{{') || /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed)) return trimmed;
  const isLocal = /^(localhost|127\.|\[::1\])/i.test(trimmed);
  return `${isLocal ? 'http' : 'https'}://${trimmed}`;
}

/** A name to start with: `https://api.stripe.com/v1` → `Stripe`. */
export function nameFromBaseUrl(baseUrl: string): string {
  const host =
    originOf(baseUrl)
      ?.replace(/^https?:\/\//, '')
      .replace(/:\d+$/, '') ?? '';
  if (/^[\d.[\]:]+$/.test(host)) return '';
  const labels = host.split('.').filter((label) => !/^(www|api|rest|v\d+)$/.test(label));
  const name = labels.length > 1 ? labels.at(-2) : labels[0];
  return name === undefined ? '' : name.charAt(0).toUpperCase() + name.slice(1);
}
