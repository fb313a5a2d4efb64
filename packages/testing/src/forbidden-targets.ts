/** The ports of a try: where the tripwire listens, and one that the guarded process is told is its own. */
export interface TargetPorts {
  open: number;
  own: number;
}

/** What the guard has to refuse, in one spelling. */
export interface ForbiddenTarget {
  family: string;
  /** The host alone, where the spelling is one of a host. */
  host: string | null;
  url: (ports: TargetPorts) => string;
  /** The rule of the egress policy that refuses it. */
  rule: string;
  /** Words of what is said where it stands in a call's URL and is refused before the policy is asked; null: it is not. */
  early: string | null;
  /** The rule that refuses it as the Location of an http server; null: there it leads to that server, or nowhere. */
  byRedirect: string | null;
}

type Hosts = Record<string, readonly string[]>;

/** IPv4, by rule. WHATWG URL reads every one of them as an address. */
const IPV4: Record<string, Hosts> = {
  'dotted decimal': {
    loopback: ['127.0.0.1', '127.0.0.2', '127.255.255.254', '127.0.0.1.'],
    'this-network': ['0.0.0.0', '0.0.0.0.', '0.1.2.3'],
    private: ['10.0.0.1', '10.255.255.254', '172.16.0.1', '172.31.255.254', '192.168.0.1', '192.168.255.254'],
    cgnat: ['100.64.0.1', '100.127.255.254'],
    'link-local': ['169.254.1.1', '169.254.255.254'],
    'ietf-protocol': ['192.0.0.8'],
    documentation: ['192.0.2.1', '198.51.100.7', '203.0.113.9'],
    '6to4-relay': ['192.88.99.1'],
    benchmarking: ['198.18.0.1', '198.19.255.254'],
    multicast: ['224.0.0.251', '239.255.255.250'],
    reserved: ['240.0.0.1', '255.255.255.255'],
  },
  'short IPv4': {
    loopback: ['127.1', '127.0.1', '127.1.', '127.65537'],
    'this-network': ['0', '00'],
    private: ['10.1', '192.168.1', '172.16.1'],
  },
  'decimal IPv4': {
    loopback: ['2130706433', '2130706433.'],
    private: ['167772161', '2886729729', '3232235521'],
    reserved: ['4294967295'],
  },
  'octal IPv4': {
    loopback: ['0177.0.0.1', '0177.0.01', '017700000001', '00000177.0.0.1', '127.00.00.01', '127.0.0.01'],
    private: ['012.0.0.1', '0300.0250.0.1'],
  },
  'hexadecimal IPv4': {
    loopback: ['0x7f000001', '0x7F.0.0.1', '0x7f.1', '0x7f.0x0.0x0.0x1', '0x7f000002', '0x7F000001.'],
    'this-network': ['0x0', '0x'],
    private: ['0xa.1', '0xc0a80001'],
    cgnat: ['0x64.0x40.1'],
    reserved: ['0xffffffff'],
  },
  'mixed IPv4': {
    loopback: ['127.0.0.0x1', '0x7f.65537', '0177.0x0.1', '0x7f.0x0.0x0.01.', '127.0x0.01'],
    private: ['0xa.012.1', '0300.168.0x1'],
  },
  'full-width and circled digits': {
    loopback: ['１２７.０.０.１', '①②⑦.⓪.⓪.①', '１２７．０．０．１', '𝟏𝟐𝟕.𝟎.𝟎.𝟏', '¹²⁷.⁰.⁰.¹', '０x７f.１'],
    private: ['⑩.0.0.1', '１９２.１６８.０.１'],
  },
  'other dots': {
    loopback: ['127。0。0。1', '127．0．0．1', '127｡0｡0｡1', '１２７。０。０。１'],
  },
  'percent in a host': {
    loopback: ['%31%32%37.0.0.1', '127.0.0.%31', '127%2E0%2E0%2E1'],
  },
};

/** Where clouds hand out the credentials of the machine. */
const METADATA: Hosts = {
  'metadata of AWS': [
    ['169.254.169.254', '169.254.169.254.', '2852039166', '0xa9fea9fe', '0251.0376.0251.0376', '169.254.43518'],
    ['0xa9.0xfe.0xa9.0xfe', '１６９.２５４.１６９.２５４', '169.254.170.2', '169.254.170.23'],
    ['[fd00:ec2::254]', '[fd00:0ec2:0:0::0254]', '[fd00:ec2::23]'],
    ['[::ffff:169.254.169.254]', '[::ffff:a9fe:a9fe]', '[::a9fe:a9fe]', '[64:ff9b::a9fe:a9fe]', '[2002:a9fe:a9fe::]'],
    ['[::ffff:0:169.254.169.254]', '[2001:0:a9fe:a9fe::1]', '[2001::5601:5601]', '[fe80::5efe:a9fe:a9fe]'],
  ].flat(),
  'metadata of GCP': ['[fd20:ce::254]', 'metadata.google.internal', 'metadata.google.internal.', 'metadata'],
  'metadata of Azure': ['168.63.129.16', '2822734096', '0xa83f8110', '[::ffff:168.63.129.16]'],
  'metadata of Alibaba': ['100.100.100.200', '1684301000', '0x646464c8', '[::ffff:6464:64c8]'],
  'metadata of Oracle': ['192.0.0.192', '3221225664', '0xc00000c0', '[64:ff9b::192.0.0.192]'],
};

const IPV6: Record<string, Hosts> = {
  'IPv6 loopback': {
    loopback: ['[::1]', '[0:0:0:0:0:0:0:1]', '[0000::0001]', '[::0.0.0.1]', '[0:0::0:1]'],
    unspecified: ['[::]', '[0:0:0:0:0:0:0:0]', '[::0.0.0.0]'],
  },
  'IPv4 mapped': {
    'ipv4-mapped': [
      ['[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::FFFF:7F00:0001]', '[0:0:0:0:0:ffff:127.0.0.1]', '[::ffff:0:0]'],
      ['[::ffff:10.0.0.1]', '[::ffff:8.8.8.8]'],
    ].flat(),
  },
  'IPv4 compatible and translated': {
    'ipv4-compatible': ['[::127.0.0.1]', '[::7f00:1]', '[::8.8.8.8]'],
    'ipv4-translated': ['[::ffff:0:127.0.0.1]', '[::ffff:0:7f00:1]'],
  },
  NAT64: {
    nat64: ['[64:ff9b::127.0.0.1]', '[64:ff9b::7f00:1]', '[64:ff9b:1::7f00:1]', '[64:ff9b::8.8.8.8]'],
    'not-global-unicast': ['[64:ff9b:2::1]'],
  },
  '6to4': { '6to4': ['[2002:7f00:1::]', '[2002:7f00:0001::1]', '[2002:a00:1::]', '[2002:808:808::1]'] },
  Teredo: {
    teredo: ['[2001::7f00:1]', '[2001:0:7f00:1::1]', '[2001:0:1:2:3:4:80ff:fffe]'],
    'ietf-protocol': ['[2001:10::1]', '[2001:20::1]'],
  },
  'ULA, site-local and link-local': {
    'unique-local': ['[fc00::1]', '[fd00::1]', '[fdff:ffff:ffff::1]'],
    'site-local': ['[fec0::1]', '[feff::1]'],
    'link-local': ['[fe80::1]', '[fe80::7f00:1]', '[febf::1]', '[fe80::5efe:127.0.0.1]'],
  },
  'other IPv6': {
    multicast: ['[ff01::1]', '[ff02::fb]'],
    documentation: ['[2001:db8::1]', '[3fff::1]'],
    discard: ['[100::1]'],
    'not-global-unicast': ['[5f00::1]', '[1::1]'],
  },
};

/** Names, with the addresses that `answerForbiddenName` gives for them. */
const NAMES: readonly { family: string; rule: string; answer: readonly string[]; hosts: readonly string[] }[] = [
  {
    family: 'localhost',
    rule: 'loopback',
    answer: ['127.0.0.1', '::1'],
    hosts: [
      ['localhost', 'LOCALHOST', 'localhost.', 'app.localhost', 'app.localhost.', 'localhost.localdomain'],
      [
        'ｌｏｃａｌｈｏｓｔ',
        'loc\u00adalhost',
        'lo%63alhost',
        'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ',
        'loca\u200blhost',
        'app。localhost',
        'ip6-localhost',
      ],
    ].flat(),
  },
  {
    family: 'names that say an address',
    rule: 'loopback',
    answer: ['127.0.0.1'],
    hosts: [
      '127.0.0.1.nip.example',
      '7f000001.nip.example',
      '127-0-0-1.sslip.example',
      'localtest.example',
      'lvh.example.',
    ],
  },
  { family: 'names by their answer', rule: 'private', answer: ['93.184.216.34', '10.0.0.1'], hosts: ['mixed.example'] },
  {
    family: 'names by their answer',
    rule: 'private',
    answer: ['192.168.1.1'],
    hosts: ['router.example', 'röuter.example'],
  },
  { family: 'names by their answer', rule: 'loopback', answer: ['::1'], hosts: ['six.example'] },
  { family: 'names by their answer', rule: 'this-network', answer: ['0.0.0.0'], hosts: ['zero.example'] },
  { family: 'names by their answer', rule: 'ipv4-mapped', answer: ['::ffff:127.0.0.1'], hosts: ['mapped.example'] },
  { family: 'names by their answer', rule: 'nat64', answer: ['64:ff9b::7f00:1'], hosts: ['nat64.example'] },
  { family: 'names by their answer', rule: 'unique-local', answer: ['fd12::1'], hosts: ['ula.example'] },
  { family: 'names by their answer', rule: 'address', answer: ['fe80::1%lo'], hosts: ['zone.example'] },
  { family: 'names by their answer', rule: 'metadata', answer: ['169.254.169.254'], hosts: ['metadata.example'] },
];

const NO_HOST = 'has no scheme and host';
const NOT_A_HOST = 'is not a host';
const NOT_HTTP = 'is not http or https';
const USER_INFO = 'cannot hold a username or password';

type Spell = (port: number) => string;

interface Shape extends Partial<Pick<ForbiddenTarget, 'early' | 'byRedirect'>> {
  rule: string;
  spells: readonly Spell[];
}

/** Whole URLs, where the spelling is not one of the host alone. */
const SHAPES: Record<string, readonly Shape[]> = {
  'user info': [
    {
      rule: 'user-info',
      early: USER_INFO,
      spells: [
        (port) => `http://user@127.0.0.1:${port}/`,
        (port) => `http://user:pass@example.com:${port}/`,
        (port) => `http://example.com@127.0.0.1:${port}/`,
        (port) => `http://example.com:80@127.0.0.1:${port}/`,
        (port) => `http://:pw@127.0.0.1:${port}/`,
        (port) => `http://a@b@127.0.0.1:${port}/`,
      ],
    },
    {
      rule: 'url',
      early: NOT_A_HOST,
      spells: [(port) => `http://example.com%40127.0.0.1:${port}/`, (port) => `http://example.com＠127.0.0.1:${port}/`],
    },
  ],
  'slashes and backslashes': [
    { rule: 'loopback', early: USER_INFO, spells: [(port) => `http://127.0.0.1:${port}\\@example.com/`] },
    {
      rule: 'loopback',
      early: NO_HOST,
      spells: [
        (port) => `http:\\\\127.0.0.1:${port}/`,
        (port) => `http:/\\127.0.0.1:${port}/`,
        (port) => `http:///127.0.0.1:${port}/`,
        (port) => `http:////127.0.0.1:${port}/`,
      ],
    },
    {
      rule: 'loopback',
      early: NO_HOST,
      byRedirect: null,
      spells: [(port) => `http:127.0.0.1:${port}/`, (port) => `http:/127.0.0.1:${port}/`],
    },
    {
      rule: 'loopback',
      spells: [(port) => `http://127.0.0.1:${port}#@example.com`, (port) => `http://127.0.0.1:${port}?@example.com/`],
    },
  ],
  'blanks and line breaks': [
    { rule: 'loopback', spells: [(port) => ` \thttp://127.0.0.1:${port}/\n`] },
    { rule: 'loopback', early: NOT_HTTP, spells: [(port) => `ht\ntp://127.0.0.1:${port}/`] },
    {
      rule: 'loopback',
      early: NOT_A_HOST,
      spells: [(port) => `http://127.0.\t0.1:${port}/`, (port) => `http://127.0.0.1\r\n:${port}/`],
    },
    {
      rule: 'url',
      early: NOT_A_HOST,
      spells: [(port) => `http://127.0.0.1 :${port}/`, (port) => `http://127.0.0.1%00:${port}/`],
    },
  ],
  schemes: [
    { rule: 'loopback', spells: [(port) => `HtTp://127.0.0.1:${port}/`, (port) => `https://127.0.0.1:${port}/`] },
    {
      rule: 'scheme',
      early: NOT_HTTP,
      spells: [
        (port) => `ftp://127.0.0.1:${port}/`,
        (port) => `ws://127.0.0.1:${port}/`,
        (port) => `wss://127.0.0.1:${port}/`,
        (port) => `gopher://127.0.0.1:${port}/_GET`,
        (port) => `dict://127.0.0.1:${port}/`,
        (port) => `ldap://127.0.0.1:${port}/`,
        (port) => `http+unix://127.0.0.1:${port}/`,
        (port) => `blob:http://127.0.0.1:${port}/`,
        (port) => `view-source:http://127.0.0.1:${port}/`,
        () => 'file://127.0.0.1/etc/passwd',
      ],
    },
    {
      rule: 'scheme',
      early: NO_HOST,
      spells: [
        (port) => `unix:///tmp/${port}.sock`,
        () => 'file:///etc/passwd',
        () => 'data:application/json,{}',
        () => 'javascript:1',
      ],
    },
  ],
  ports: [
    {
      rule: 'loopback',
      spells: [(port) => `http://127.0.0.1:0${port}/`, () => 'http://127.0.0.1/', () => 'https://127.0.0.1'],
    },
    { rule: 'bad-port', spells: [22, 25, 6000, 6667, 10080, 0].map((port) => () => `http://127.0.0.1:${port}/`) },
    {
      rule: 'url',
      early: NOT_A_HOST,
      spells: [
        () => 'http://127.0.0.1:65536/',
        () => 'http://127.0.0.1:99999/',
        () => 'http://127.0.0.1:-1/',
        (port) => `http://127.0.0.1:+${port}/`,
        (port) => `http://127.0.0.1:${port}.0/`,
        (port) => `http://127.0.0.1:0x${port.toString(16)}g/`,
      ],
    },
  ],
  'zone ids': [
    {
      rule: 'url',
      early: NOT_A_HOST,
      spells: [
        (port) => `http://[fe80::1%25eth0]:${port}/`,
        (port) => `http://[::1%25lo]:${port}/`,
        (port) => `http://[::1%lo]:${port}/`,
        (port) => `http://[::ffff:127.0.0.1%25lo]:${port}/`,
      ],
    },
  ],
  'no address at all': [
    {
      rule: 'url',
      early: NOT_A_HOST,
      spells: [
        (port) => `http://[::1:${port}/`,
        (port) => `http://[127.0.0.1]:${port}/`,
        (port) => `http://256.256.256.256:${port}/`,
        (port) => `http://127.0.0.1.1:${port}/`,
        (port) => `http://0x100000000:${port}/`,
        (port) => `http://127..1:${port}/`,
        (port) => `http://08.0.0.1:${port}/`,
      ],
    },
  ],
  'no scheme': [
    { rule: 'url', early: NO_HOST, byRedirect: 'loopback', spells: [(port) => `//127.0.0.1:${port}/`] },
    { rule: 'url', early: NO_HOST, spells: [(port) => `127.0.0.1:${port}`] },
    { rule: 'url', early: NOT_HTTP, spells: [(port) => `://127.0.0.1:${port}/`] },
  ],
};

/** This process's own port, by whatever leads to it; `own-port` also where the address is allowed. */
const OWN_PORT_HOSTS = [
  ['127.0.0.1', '127.1', '2130706433', '0x7f000001', '127.9.9.9', '0.0.0.0', '0', 'localhost', 'app.localhost'],
  ['[::1]', '[::]', '[::ffff:127.0.0.1]', '[::ffff:0:0]', '[::7f00:1]', '[64:ff9b::7f00:1]', '127.0.0.1.nip.example'],
].flat();

/** Over 200 spellings of what no call may reach, each with the one reason for which it is refused. */
export const FORBIDDEN_TARGETS: readonly ForbiddenTarget[] = [
  ...[...Object.entries(IPV4), ...Object.entries(IPV6)].flatMap(([family, byRule]) =>
    Object.entries(byRule).flatMap(([rule, hosts]) => hosts.map((host) => ofHost(family, host, rule))),
  ),
  ...Object.entries(METADATA).flatMap(([family, hosts]) => hosts.map((host) => ofHost(family, host, 'metadata'))),
  ...NAMES.flatMap(({ family, hosts, rule }) => hosts.map((host) => ofHost(family, host, rule))),
  ...Object.entries(SHAPES).flatMap(([family, shapes]) =>
    shapes.flatMap(({ spells, rule, early, byRedirect }) =>
      spells.map((spell) => toTarget({ family, rule, early, byRedirect, url: ({ open }) => spell(open) })),
    ),
  ),
  ...OWN_PORT_HOSTS.map((host) =>
    toTarget({ family: 'the own port', rule: 'own-port', url: ({ own }) => `http://${host}:${own}/` }),
  ),
];

function ofHost(family: string, host: string, rule: string): ForbiddenTarget {
  const early = host.includes('%') ? NOT_A_HOST : null;
  return toTarget({ family, host, rule, early, url: ({ open }) => `http://${host}:${open}/` });
}

type Told = Pick<ForbiddenTarget, 'family' | 'url' | 'rule'> & {
  [Key in 'host' | 'early' | 'byRedirect']?: string | null | undefined;
};

/** What is no URL is not followed as a redirect either, unless it says otherwise. */
function toTarget({ host = null, early = null, byRedirect, ...target }: Told): ForbiddenTarget {
  return {
    ...target,
    host,
    early,
    byRedirect: byRedirect ?? (byRedirect === null || target.rule === 'url' ? null : target.rule),
  };
}

const ANSWERS = new Map(
  NAMES.flatMap(({ hosts, answer }) => hosts.map((host) => [new URL(`http://${host}`).hostname, answer] as const)),
);
for (const name of ['metadata.google.internal', 'metadata.google.internal.', 'metadata']) {
  ANSWERS.set(name, ['169.254.169.254']);
}

/** The resolver that the names of the table count on; null for any other name. */
export function answerForbiddenName(hostname: string): readonly string[] | null {
  return ANSWERS.get(hostname) ?? null;
}
