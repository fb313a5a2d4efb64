import {
  type AddressBytes,
  type AddressRange,
  embeddedIpv4,
  isInRange,
  isSameAddress,
  parseAddress,
  parseRange,
} from './address.ts';

/** Why an address is refused; goes to the operator's log and to tests, not to users. */
export type AddressRule =
  | 'metadata'
  | 'this-network'
  | 'private'
  | 'cgnat'
  | 'loopback'
  | 'link-local'
  | 'ietf-protocol'
  | 'documentation'
  | '6to4-relay'
  | 'benchmarking'
  | 'multicast'
  | 'reserved'
  | 'unspecified'
  | 'ipv4-mapped'
  | 'ipv4-compatible'
  | 'ipv4-translated'
  | 'nat64'
  | '6to4'
  | 'teredo'
  | 'unique-local'
  | 'site-local'
  | 'discard'
  | 'not-global-unicast';

/** The first match names the rule, so the narrow ranges stand before the wide ones. */
const FORBIDDEN: readonly (readonly [string, AddressRule])[] = [
  // IPv4: IANA special-purpose registry (RFC 6890 and its updates), whole, and the multicast and reserved classes.
  ['0.0.0.0/8', 'this-network'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'cgnat'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'ietf-protocol'],
  ['192.0.2.0/24', 'documentation'],
  ['192.88.99.0/24', '6to4-relay'],
  ['192.168.0.0/16', 'private'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  // IPv6: all but 2000::/3, and what is not plain unicast in it. The last but one line catches what has no name.
  ['::/128', 'unspecified'],
  ['::1/128', 'loopback'],
  ['::ffff:0:0/96', 'ipv4-mapped'],
  ['::ffff:0:0:0/96', 'ipv4-translated'],
  ['::/96', 'ipv4-compatible'],
  ['64:ff9b::/96', 'nat64'],
  ['64:ff9b:1::/48', 'nat64'],
  ['100::/64', 'discard'],
  ['fc00::/7', 'unique-local'],
  ['fe80::/10', 'link-local'],
  ['fec0::/10', 'site-local'],
  ['ff00::/8', 'multicast'],
  ['2001::/32', 'teredo'],
  ['2001::/23', 'ietf-protocol'],
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', '6to4'],
  ['3fff::/20', 'documentation'],
];

/** Where clouds answer with the credentials of the machine. No rule of an operator opens these. */
const METADATA = [
  '169.254.169.254',
  '169.254.170.2',
  '169.254.170.23',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  'fd00:ec2::254',
  'fd00:ec2::23',
  'fd20:ce::254',
];

function mustParse<T>(value: T | null): T {
  if (value === null) throw new Error('The table of forbidden addresses holds an entry that is no address.');
  return value;
}

const FORBIDDEN_RANGES = FORBIDDEN.map(([text, rule]): { range: AddressRange; rule: AddressRule } => ({
  range: mustParse(parseRange(text)),
  rule,
}));
const METADATA_BYTES = METADATA.map((text) => mustParse(parseAddress(text)));
const GLOBAL_UNICAST = mustParse(parseRange('2000::/3'));

/** True for a metadata address itself and for every IPv6 form that stands for one. */
export function isMetadataAddress(address: AddressBytes): boolean {
  return [address, ...embeddedIpv4(address)].some((form) => METADATA_BYTES.some((known) => isSameAddress(known, form)));
}

/** The rule that refuses this address, or null when it is a plain public unicast address. */
export function forbiddenAddressRule(address: AddressBytes): AddressRule | null {
  if (isMetadataAddress(address)) return 'metadata';
  for (const { range, rule } of FORBIDDEN_RANGES) {
    if (isInRange(address, range)) return rule;
  }
  return address.length === 16 && !isInRange(address, GLOBAL_UNICAST) ? 'not-global-unicast' : null;
}
