import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** An IP address as 4 or 16 bytes. Addresses are compared as bytes only: one address has many spellings. */
export type AddressBytes = readonly number[];

export interface AddressRange {
  bytes: AddressBytes;
  prefixBits: number;
}

const PARSED_MAX = 256;
/** What was read before: the few addresses that are called are checked with every request. */
const parsed = new Map<string, AddressBytes>();

/** Reads a plain literal (no brackets, no zone, IPv4 dotted in four decimal parts); null for anything else. */
export function parseAddress(text: string): AddressBytes | null {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  if (isIP(text) === 0 || text.includes('%')) return null;
  const bytes = Object.freeze(ipaddr.parse(text).toByteArray());
  if (parsed.size === PARSED_MAX) parsed.clear();
  parsed.set(text, bytes);
  return bytes;
}

/** Reads `address/bits`; host bits may be set and count for nothing. Null when it is no range. */
export function parseRange(text: string): AddressRange | null {
  const slash = text.lastIndexOf('/');
  const bytes = parseAddress(text.slice(0, slash));
  const bitsText = text.slice(slash + 1);
  if (slash < 0 || bytes === null || !/^\d{1,3}$/.test(bitsText)) return null;
  const prefixBits = Number(bitsText);
  return prefixBits <= bytes.length * 8 ? { bytes, prefixBits } : null;
}

export function isInRange(address: AddressBytes, range: AddressRange): boolean {
  if (address.length !== range.bytes.length) return false;
  let bitsLeft = range.prefixBits;
  for (let index = 0; bitsLeft > 0; index += 1, bitsLeft -= 8) {
    const mask = bitsLeft >= 8 ? 0xff : (0xff << (8 - bitsLeft)) & 0xff;
    if (((address[index] ?? 0) & mask) !== ((range.bytes[index] ?? 0) & mask)) return false;
  }
  return true;
}

export function isSameAddress(a: AddressBytes, b: AddressBytes): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** Canonical text, for logs and for connecting. */
export function formatAddress(address: AddressBytes): string {
  return ipaddr.fromByteArray([...address]).toString();
}

function startsWith(address: AddressBytes, prefix: AddressBytes): boolean {
  return prefix.every((byte, index) => address[index] === byte);
}

const ZEROS_12 = Array<number>(12).fill(0);
const MAPPED = [...Array<number>(10).fill(0), 0xff, 0xff];
const TRANSLATED = [...Array<number>(8).fill(0), 0xff, 0xff, 0, 0];
const NAT64 = [0x00, 0x64, 0xff, 0x9b];

/**
 * The IPv4 addresses that an IPv6 address can stand for: mapped, compatible and translated (RFC 4291, RFC 2765),
 * NAT64 (RFC 6052, RFC 8215), 6to4 (RFC 3056), Teredo (RFC 4380) and ISATAP (RFC 5214).
 * The table refuses all these forms; this serves the checks that no allow rule may switch off.
 */
export function embeddedIpv4(address: AddressBytes): AddressBytes[] {
  if (address.length !== 16) return [];
  const found: AddressBytes[] = [];
  const isTail = startsWith(address, ZEROS_12) || startsWith(address, MAPPED) || startsWith(address, TRANSLATED);
  const isIsatap = address[10] === 0x5e && address[11] === 0xfe;
  if (isTail || isIsatap || startsWith(address, NAT64)) found.push(address.slice(12));
  if (address[0] === 0x20 && address[1] === 0x02) found.push(address.slice(2, 6));
  if (startsWith(address, [0x20, 0x01, 0, 0])) {
    found.push(address.slice(4, 8));
    found.push(address.slice(12).map((byte) => byte ^ 0xff));
  }
  return found;
}
