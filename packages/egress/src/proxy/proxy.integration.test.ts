import {
  createSelfSignedCertificate,
  findProxy,
  type OutboundProxyOfTest,
  startDebianProxy,
  startProxyChain,
  startTcpUpstream,
  startTripwire,
  startUpstream,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, test } from 'vitest';
import { createEgress, type Egress, EgressError, type EgressOptions, parseEgressAllow } from '../index.ts';
import { describeProxy, parseProxy } from './parse-proxy.ts';

const limits = { connectMs: 5_000, firstByteMs: 5_000, betweenBytesMs: 5_000 };
/** Of nobody here: only the proxy makes something of them. */
const [PUBLIC, OTHER, PUBLIC6] = ['93.184.216.34', '93.184.216.35', '2606:2800:220:1::1'];
const NAMES: Record<string, string[]> = {
  'api.example': [PUBLIC],
  'two.example': [PUBLIC6, PUBLIC, OTHER],
  'inside.example': ['10.0.0.1'],
  'mixed.example': [PUBLIC, '127.0.0.1'],
};

let plain: Upstream;
let encrypted: Upstream;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  plain = await startUpstream();
  encrypted = await startUpstream({ tls: { names: ['api.example'] } });
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  await plain.close();
  await encrypted.close();
});

const portOf = ({ origin }: { origin: string }) => Number(new URL(origin).port);

function through(address: string, options: Partial<EgressOptions> = {}): Egress {
  const parsed = parseProxy(address);
  if (!parsed.ok) throw new Error(parsed.problem);
  const egress = createEgress({
    allow: [],
    ownPorts: () => [],
    onBlocked: () => {},
    resolve: async (name) => NAMES[name] ?? [],
    proxy: parsed.proxy,
    ...options,
  });
  closing.push(() => egress.close());
  return egress;
}

async function get(egress: Egress, url: string): Promise<string> {
  const { body } = await egress.request({ method: 'GET', url, headers: [], body: null, limits });
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function failure(work: Promise<unknown>): Promise<EgressError> {
  const error = await work.then(
    () => null,
    (cause: unknown) => cause,
  );
  if (error instanceof EgressError) return error;
  throw new Error('it did not fail as egress does', { cause: error });
}

async function proxyChain(options: Parameters<typeof startProxyChain>[0]): Promise<OutboundProxyOfTest> {
  const proxy = await startProxyChain(options);
  closing.push(proxy.stop);
  return proxy;
}

describe('through proxy-chain', () => {
  it('asks for a tunnel to the checked address, for http and https', async () => {
    const proxy = await proxyChain({ to: portOf(plain) });
    const egress = through(`http://127.0.0.1:${proxy.port}`);
    expect(JSON.parse(await get(egress, 'http://api.example/echo')).headers.host).toBe('api.example');
    expect(proxy.asked).toEqual([`${PUBLIC}:80`]);
    const secured = await proxyChain({ to: portOf(encrypted) });
    const trusting = through(`http://127.0.0.1:${secured.port}`, { trustedCertificates: [encrypted.certPem] });
    expect(JSON.parse(await get(trusting, 'https://api.example/echo')).headers.host).toBe('api.example');
    expect(secured.asked).toEqual([`${PUBLIC}:443`]);
    // The certificate is still that of the upstream.
    const { code } = await failure(get(through(`http://127.0.0.1:${secured.port}`), 'https://api.example/echo'));
    expect(code).toBe('tls');
  });

  it('speaks https with the proxy, and gives its user and password', async () => {
    const certificate = createSelfSignedCertificate({ names: ['localhost'] });
    const credentials = { username: 'ann', password: 'p:@ss wörd' };
    const proxy = await proxyChain({ to: portOf(encrypted), certificate, credentials });
    const trustedCertificates = [certificate.certPem, encrypted.certPem];
    const user = `ann:${encodeURIComponent(credentials.password)}@`;
    const egress = through(`https://${user}localhost:${proxy.port}`, { trustedCertificates });
    expect(await get(egress, 'https://api.example/echo')).toContain('api.example');
    const wrong = await failure(
      get(through(`https://ann:wrong@localhost:${proxy.port}`, { trustedCertificates }), 'https://api.example/echo'),
    );
    expect(wrong).toMatchObject({
      code: 'connect',
      detail: 'the outbound proxy asks for another user and password (407)',
    });
    const untrusted = await failure(get(through(`https://${user}localhost:${proxy.port}`), 'https://api.example/echo'));
    expect(untrusted.code).toBe('tls');
    expect(untrusted.detail).toContain('the outbound proxy');
  });

  it('tries the next address where the proxy reaches one not, IPv4 first', async () => {
    const proxy = await proxyChain({ to: portOf(plain), refused: [PUBLIC] });
    expect(await get(through(`http://127.0.0.1:${proxy.port}`), 'http://two.example/echo')).toContain('two.example');
    expect(proxy.asked).toEqual([`${PUBLIC}:80`, `${OTHER}:80`]);
    const all = await proxyChain({ to: portOf(plain), refused: [PUBLIC, OTHER, PUBLIC6, `[${PUBLIC6}]`] });
    const error = await failure(get(through(`http://127.0.0.1:${all.port}`), 'http://two.example/echo'));
    expect(error).toMatchObject({ code: 'connect', phase: 'connect' });
    expect(all.asked).toHaveLength(3);
  });

  it('blocks what it blocks without a proxy, before the proxy hears of it', async () => {
    const tripwire = await startTripwire();
    closing.push(() => tripwire.close());
    const proxy = await proxyChain({ to: tripwire.port });
    const egress = through(`http://127.0.0.1:${proxy.port}`);
    for (const url of [
      'http://127.0.0.1/',
      'http://169.254.169.254/latest/meta-data',
      'http://[::ffff:10.0.0.1]/',
      'http://inside.example/',
      'http://mixed.example/',
      'https://inside.example/',
    ]) {
      expect((await failure(get(egress, url))).code, url).toBe('blocked');
    }
    expect([proxy.asked, tripwire.connectionCount()]).toEqual([[], 0]);
  });

  it('reaches what an operator opened inside directly', async () => {
    const proxy = await proxyChain({ to: portOf(plain) });
    const parsed = parseEgressAllow(new URL(plain.origin).host);
    const egress = through(`http://127.0.0.1:${proxy.port}`, { allow: parsed.ok ? parsed.rules : [] });
    expect(await get(egress, `${plain.origin}/echo`)).toContain('127.0.0.1');
    expect(proxy.asked).toEqual([]);
  });
});

describe('a proxy that does not work', () => {
  test.each<[string, string]>([
    ['HTTP/1.1 403 Forbidden\r\n\r\n', 'the outbound proxy refuses connections to port 80 there (403)'],
    ['SSH-2.0-OpenSSH\r\n\r\n', 'the outbound proxy did not answer in HTTP'],
    [`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(20_000)}`, 'the outbound proxy did not answer in HTTP'],
    ['', 'the outbound proxy ended the connection before it answered'],
  ])('is told as such: %j, %s', async (answer, detail) => {
    const server = await startTcpUpstream((socket) => socket.once('data', () => socket.end(answer)));
    closing.push(() => server.close());
    const egress = through(server.origin);
    expect(await failure(get(egress, 'http://api.example/'))).toMatchObject({ code: 'connect', detail });
  });

  it('is given the time of connecting', async () => {
    const server = await startTcpUpstream(() => {});
    closing.push(() => server.close());
    const egress = through(server.origin);
    const short = { ...limits, connectMs: 50 };
    const request = { method: 'GET', url: 'http://api.example/', headers: [], body: null, limits: short };
    expect(await failure(egress.request(request))).toMatchObject({ code: 'timeout', phase: 'connect' });
  });

  it('is told apart from the target when nobody listens there', async () => {
    const server = await startTcpUpstream(() => {});
    await server.close();
    const error = await failure(get(through(server.origin), 'http://api.example/'));
    expect(error).toMatchObject({ code: 'connect', phase: 'connect' });
    expect(error.detail).toContain('the outbound proxy');
  });
});

for (const name of ['tinyproxy', 'squid'] as const) {
  if (findProxy(name) === null) console.log(`${name} is not installed: the outbound proxy is not tried with it.`);
  describe.runIf(findProxy(name) !== null)(`through ${name}`, () => {
    it('https reaches the checked address', async () => {
      const parent = await proxyChain({ to: portOf(encrypted) });
      const proxy = await startDebianProxy(name, parent.port);
      closing.push(proxy.stop);
      const egress = through(`http://127.0.0.1:${proxy.port}`, { trustedCertificates: [encrypted.certPem] });
      expect(await get(egress, 'https://api.example/echo')).toContain('api.example');
      expect(parent.asked).toEqual([`${PUBLIC}:443`]);
    });
  });
}

describe('JACKFIELD_PROXY', () => {
  test.each(['proxy:3128', 'socks5://a:1', 'http://a:1/path', 'http://a:1?x', 'http://a%3Ab:c@h', 'http://%zz@h'])(
    'refuses %s, and repeats nothing of it',
    (text) => {
      const parsed = parseProxy(text);
      expect(parsed.ok).toBe(false);
      if (!parsed.ok) expect(parsed.problem).not.toContain(text);
    },
  );

  it('is shown without user and password', () => {
    const parsed = parseProxy('https://ann:secret@[2001:db8::1]:3128');
    expect(parsed.ok && describeProxy(parsed.proxy)).toBe('https://***:***@[2001:db8::1]:3128');
    const usual = parseProxy('http://proxy');
    expect(usual.ok && describeProxy(usual.proxy)).toBe('http://proxy:80');
  });
});
