/**
 * The few globals that both browsers and Node have and that ECMAScript's own library does not declare.
 * Reached through here, so that the package needs neither DOM nor Node types.
 */
export interface ParsedUrl {
  readonly href: string;
  readonly origin: string;
  readonly protocol: string;
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly hostname: string;
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
}

interface Platform {
  URL: new (text: string) => ParsedUrl;
  TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
  TextDecoder: new (label: string, options: { ignoreBOM: boolean }) => { decode(bytes: Uint8Array): string };
}

// The cast is the point of this file: these exist wherever the package runs.
const platform = globalThis as unknown as Platform;
const encoder = new platform.TextEncoder();
const decoder = new platform.TextDecoder('utf-8', { ignoreBOM: true });

/** WHATWG URL, or null where it refuses. */
export function parseUrl(text: string): ParsedUrl | null {
  try {
    return new platform.URL(text);
  } catch {
    return null;
  }
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return encoder.encode(text);
}

export function decodeUtf8(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}
