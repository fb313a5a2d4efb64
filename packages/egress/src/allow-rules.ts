import { type AddressBytes, type AddressRange, isInRange, isSameAddress, parseAddress, parseRange } from './address.ts';
import { isMetadataAddress } from './forbidden-addresses.ts';

/** One entry of JACKFIELD_EGRESS_ALLOW. `port` null: any port but the bad ones. */
export type EgressAllowRule =
  | { kind: 'address'; text: string; address: AddressBytes; port: number | null }
  | { kind: 'range'; text: string; range: AddressRange; port: number | null }
  | { kind: 'name'; text: string; name: string; port: number | null };

export type ParseEgressAllowResult =
  | { ok: true; rules: EgressAllowRule[] }
  /** Every entry that is wrong, each as a sentence that quotes it. */
  | { ok: false; problems: string[] };

const HOST_AND_PORT = /^(?:\[([^\]]*)\](\/\d+)?|([^[\]:]+))(?::(\d+))?$/;
const NAME = /^(?=.{1,253}$)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*$/;

/**
 * Reads `ip[:port]`, `name[:port]` and `cidr[:port]`, separated by commas. IPv6 stands in brackets when a port
 * follows: `[fd00::1]:8080`, `[fd00::/8]:8080`. Without a port an IPv6 address or range may stand bare.
 *
 * @example parseEgressAllow('127.0.0.1:8080, api.corp.example, 10.0.0.0/8')
 */
export function parseEgressAllow(text: string): ParseEgressAllowResult {
  const rules: EgressAllowRule[] = [];
  const problems: string[] = [];
  for (const entry of text.split(',')) {
    const trimmed = entry.trim();
    if (trimmed === '') continue;
    const parsed = parseEntry(trimmed);
    if (typeof parsed === 'string') problems.push(`"${trimmed}" ${parsed}`);
    else rules.push(parsed);
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, rules };
}

/** The rule, or what is wrong with the entry. */
function parseEntry(text: string): EgressAllowRule | string {
  if (text.includes('://')) return 'is a URL; write only the host and the port, such as "localhost:8080".';
  const bare = parseHost(text, text, null);
  if (text.split(':').length > 2 && !text.startsWith('[')) {
    return bare ?? 'is no IPv6 address or range; with a port it is written "[fd00::1]:8080".';
  }
  const match = HOST_AND_PORT.exec(text);
  if (match === null) return 'is none of ip[:port], name[:port], cidr[:port].';
  const port = match[4] === undefined ? null : Number(match[4]);
  if (port !== null && (port < 1 || port > 65_535)) return 'has a port that is not between 1 and 65535.';
  if (match[1] !== undefined && !match[1].includes(':')) return 'has brackets around something that is not IPv6.';
  const host = (match[1] ?? '') + (match[2] ?? '') + (match[3] ?? '');
  return parseHost(text, host, port) ?? 'is none of ip[:port], name[:port], cidr[:port].';
}

function parseHost(text: string, host: string, port: number | null): EgressAllowRule | string | null {
  if (host.includes('/')) {
    const range = parseRange(host);
    return range === null
      ? 'has a range that cannot be read; write it like "10.0.0.0/8".'
      : { kind: 'range', text, range, port };
  }
  const address = parseAddress(host);
  if (address !== null) {
    if (isMetadataAddress(address)) return 'is a cloud metadata address, which is never allowed.';
    return { kind: 'address', text, address, port };
  }
  const name = normalizeName(host);
  // A last label of digits makes WHATWG URL read an IPv4 address: such a rule could never match, or match by accident.
  if (!NAME.test(name) || /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/.test(name)) return null;
  return { kind: 'name', text, name, port };
}

/** Lower case, without the trailing dot of an absolute name. */
export function normalizeName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

export function isNameAllowed(rules: readonly EgressAllowRule[], name: string, port: number): boolean {
  const normalized = normalizeName(name);
  return rules.some((rule) => rule.kind === 'name' && rule.name === normalized && isPort(rule, port));
}

export function isAddressAllowed(rules: readonly EgressAllowRule[], address: AddressBytes, port: number): boolean {
  return rules.some((rule) => {
    if (!isPort(rule, port)) return false;
    if (rule.kind === 'address') return isSameAddress(rule.address, address);
    return rule.kind === 'range' && isInRange(address, rule.range);
  });
}

function isPort(rule: EgressAllowRule, port: number): boolean {
  return rule.port === null || rule.port === port;
}
