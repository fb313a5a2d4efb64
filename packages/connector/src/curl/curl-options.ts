/** What an option of curl means to a call. Those of `ignored` change nothing that a call could say. */
export type CurlOption =
  | 'method'
  | 'header'
  | 'data'
  | 'data-raw'
  | 'data-urlencode'
  | 'json'
  | 'form'
  | 'form-string'
  | 'upload'
  | 'get'
  | 'head'
  | 'user'
  | 'bearer'
  | 'agent'
  | 'referer'
  | 'cookie'
  | 'url'
  | 'url-query'
  | 'ignored'
  | 'unsupported';

interface OptionMeaning {
  option: CurlOption;
  hasValue: boolean;
}

const value = (option: CurlOption): OptionMeaning => ({ option, hasValue: true });
const flag = (option: CurlOption): OptionMeaning => ({ option, hasValue: false });

const LONG: Readonly<Record<string, OptionMeaning>> = {
  request: value('method'),
  header: value('header'),
  data: value('data'),
  'data-ascii': value('data'),
  'data-binary': value('data'),
  'data-raw': value('data-raw'),
  'data-urlencode': value('data-urlencode'),
  json: value('json'),
  form: value('form'),
  'form-string': value('form-string'),
  get: flag('get'),
  head: flag('head'),
  user: value('user'),
  'oauth2-bearer': value('bearer'),
  'user-agent': value('agent'),
  referer: value('referer'),
  cookie: value('cookie'),
  url: value('url'),
  'url-query': value('url-query'),
  'upload-file': value('upload'),
  // What a call cannot say, or not yet; the import tells so.
  cert: value('unsupported'),
  key: value('unsupported'),
  cacert: value('unsupported'),
  insecure: flag('unsupported'),
  digest: flag('unsupported'),
  ntlm: flag('unsupported'),
  negotiate: flag('unsupported'),
  'aws-sigv4': value('unsupported'),
  proxy: value('unsupported'),
  'proxy-user': value('unsupported'),
  'unix-socket': value('unsupported'),
  resolve: value('unsupported'),
  'connect-to': value('unsupported'),
  config: value('unsupported'),
};

/** Options with a value that only concern the terminal, files or the connection (curl 8.10, `curl --help all`). */
const IGNORED_VALUES = [
  ...[
    'ciphers',
    'connect-timeout',
    'cookie-jar',
    'create-file-mode',
    'dns-servers',
    'dump-header',
    'expect100-timeout',
  ],
  ...['happy-eyeballs-timeout-ms', 'interface', 'keepalive-time', 'limit-rate', 'local-port', 'max-filesize'],
  ...['max-redirs', 'max-time', 'output', 'output-dir', 'range', 'rate', 'retry', 'retry-delay', 'retry-max-time'],
  ...[
    'speed-limit',
    'speed-time',
    'stderr',
    'tls-max',
    'tls13-ciphers',
    'trace',
    'trace-ascii',
    'write-out',
    'noproxy',
  ],
];

/** With a value, by their single letters. */
const SHORT: Readonly<Record<string, string>> = {
  ...{ X: 'request', H: 'header', d: 'data', F: 'form', u: 'user', A: 'user-agent', e: 'referer', b: 'cookie' },
  ...{ T: 'upload-file', E: 'cert', x: 'proxy', U: 'proxy-user', K: 'config', c: 'cookie-jar', D: 'dump-header' },
  ...{ m: 'max-time', o: 'output', r: 'range', w: 'write-out', y: 'speed-time', Y: 'speed-limit' },
  ...{ G: 'get', I: 'head', k: 'insecure' },
};

/** Of `--name` or of one letter; an unknown one is taken for a flag. */
export function meaningOf(name: string): OptionMeaning {
  const long = name.length === 1 ? (SHORT[name] ?? '') : name;
  const known = Object.hasOwn(LONG, long) ? LONG[long] : undefined;
  return known ?? (IGNORED_VALUES.includes(long) ? value('ignored') : flag('ignored'));
}
