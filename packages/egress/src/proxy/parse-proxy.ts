/** Where connections to the public Internet are made through; from JACKFIELD_PROXY. */
export interface OutboundProxy {
  protocol: 'http:' | 'https:';
  /** A name or a literal address, without brackets. */
  hostname: string;
  port: number;
  /** Of `Proxy-Authorization`; null where the proxy asks for nothing. */
  authorization: string | null;
}

export type ParseProxyResult =
  | { ok: true; proxy: OutboundProxy }
  /** A sentence that repeats nothing of the text, which may hold a password. */
  | { ok: false; problem: string };

const EXAMPLE = 'http://proxy.example.com:3128';

/** @example parseProxy('http://user:password@proxy.example.com:3128') */
export function parseProxy(text: string): ParseProxyResult {
  if (!URL.canParse(text)) return wrong('should be the address of a proxy');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return wrong('should begin with http:// or https://');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') return wrong('should have nothing after the port');
  const user = decoded(url.username);
  const password = decoded(url.password);
  if (user === null || password === null || user.includes(':')) {
    return wrong('has a user or password with a character that has to be percent-encoded');
  }
  const usual = url.protocol === 'https:' ? 443 : 80;
  return {
    ok: true,
    proxy: {
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[(.*)\]$/, '$1'),
      port: url.port === '' ? usual : Number(url.port),
      authorization:
        user === '' && password === ''
          ? null
          : `Basic ${Buffer.from(`${user}:${password}`, 'utf8').toString('base64')}`,
    },
  };
}

/** For logs: without user and password. */
export function describeProxy({ protocol, hostname, port, authorization }: OutboundProxy): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return `${protocol}//${authorization === null ? '' : '***:***@'}${host}:${port}`;
}

function wrong(problem: string): ParseProxyResult {
  return { ok: false, problem: `${problem}, such as ${EXAMPLE}` };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
