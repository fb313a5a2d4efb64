import { networkInterfaces } from 'node:os';
import { type AddressBytes, embeddedIpv4, formatAddress, isSameAddress, parseAddress } from './address.ts';
import { type EgressAllowRule, isAddressAllowed, isNameAllowed, normalizeName } from './allow-rules.ts';
import { BAD_PORTS } from './bad-ports.ts';
import { type AddressRule, forbiddenAddressRule, isMetadataAddress } from './forbidden-addresses.ts';

export type RefusalRule = AddressRule | 'url' | 'scheme' | 'user-info' | 'bad-port' | 'own-port' | 'address';

/** Why a target is refused: for the operator's log, never for the user's eyes (it would make us a port scanner). */
export interface Refusal {
  rule: RefusalRule;
  /** The address that the rule met; null when the URL alone was enough. */
  address: string | null;
  /** What an operator would add to JACKFIELD_EGRESS_ALLOW; null where nothing opens it. */
  allowEntry: string | null;
}

export interface PolicyOptions {
  allow: readonly EgressAllowRule[];
  /** Ports this process listens on; a call to them would be a loop past the sign-in. */
  ownPorts: () => readonly number[];
}

/** The checks that need no network: scheme, user info, port, and the address when the host is one. */
export function refuseUrl(options: PolicyOptions, text: string): Refusal | null {
  const url = parseUrl(text);
  return url === null ? { rule: 'url', address: null, allowEntry: null } : refuseParsedUrl(options, url);
}

/** The same for a URL that was read already. */
export function refuseParsedUrl(options: PolicyOptions, url: URL): Refusal | null {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return { rule: 'scheme', address: null, allowEntry: null };
  if (url.username !== '' || url.password !== '') return { rule: 'user-info', address: null, allowEntry: null };
  const hostname = unbracket(url.hostname);
  const port = portOf(url.protocol, url.port);
  if (BAD_PORTS.has(port)) return { rule: 'bad-port', address: null, allowEntry: null };
  return parseAddress(hostname) === null ? null : refuseAddresses(options, hostname, port, [hostname]);
}

/**
 * Checks every address that a host stands for; one bad address refuses the host, so that an answer which mixes
 * public and private addresses opens nothing.
 */
export function refuseAddresses(
  options: PolicyOptions,
  hostname: string,
  port: number,
  addresses: readonly string[],
): Refusal | null {
  if (BAD_PORTS.has(port)) return { rule: 'bad-port', address: null, allowEntry: null };
  const isNameOpen = isNameAllowed(options.allow, hostname, port);
  for (const text of addresses) {
    const address = parseAddress(text);
    if (address === null) return { rule: 'address', address: text, allowEntry: null };
    const rule = refuseAddress(options, hostname, port, address, isNameOpen);
    if (rule !== null) {
      const canBeOpened = rule !== 'metadata' && rule !== 'own-port';
      return { rule, address: formatAddress(address), allowEntry: canBeOpened ? allowEntryFor(hostname, port) : null };
    }
  }
  return null;
}

function refuseAddress(
  options: PolicyOptions,
  hostname: string,
  port: number,
  address: AddressBytes,
  isNameOpen: boolean,
): RefusalRule | null {
  if (isMetadataAddress(address)) return 'metadata';
  if (isOwnListener(options, address, port)) return 'own-port';
  if (isNameOpen) return null;
  const rule = forbiddenAddressRule(address);
  if (rule === null) return null;
  // `localhost` means whatever the resolver makes of it (RFC 6761 §6.3), so only a rule by name opens it.
  if (!isLocalhostName(hostname) && isAddressAllowed(options.allow, address, port)) return null;
  return rule;
}

/** Not of a network of one's own, by whatever way it was let through. */
export function isPublicAddress(text: string): boolean {
  const address = parseAddress(text);
  return address !== null && forbiddenAddressRule(address) === null;
}

function isLocalhostName(hostname: string): boolean {
  const name = normalizeName(hostname);
  return name === 'localhost' || name.endsWith('.localhost');
}

function isOwnListener(options: PolicyOptions, address: AddressBytes, port: number): boolean {
  if (!options.ownPorts().includes(port)) return false;
  return [address, ...embeddedIpv4(address)].some((form) => {
    const rule = forbiddenAddressRule(form);
    return rule === 'loopback' || rule === 'this-network' || rule === 'unspecified' || isOwnInterface(form);
  });
}

function isOwnInterface(address: AddressBytes): boolean {
  return Object.values(networkInterfaces()).some((entries) =>
    entries?.some((entry) => {
      const own = parseAddress(entry.address);
      return own !== null && isSameAddress(own, address);
    }),
  );
}

function allowEntryFor(hostname: string, port: number): string {
  return hostname.includes(':') ? `[${hostname}]:${port}` : `${normalizeName(hostname)}:${port}`;
}

/** Null for what is no absolute URL. */
export function parseUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

export function unbracket(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

export function portOf(protocol: string, port: string): number {
  if (port !== '') return Number(port);
  return protocol === 'https:' ? 443 : 80;
}
