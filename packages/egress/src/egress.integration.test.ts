import { startTcpUpstream, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type BlockedTarget, createEgress, type Egress, type EgressOptions, parseEgressAllow } from './index.ts';

const limits = { connectMs: 5_000, firstByteMs: 5_000, betweenBytesMs: 5_000 };
const opened: Egress[] = [];
let upstream: Upstream;
let upstream6: Upstream;

beforeAll(async () => {
  upstream = await startUpstream();
  upstream6 = await startUpstream({ host: '::1' });
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((egress) => egress.close()));
});
afterAll(async () => {
  await upstream.close();
  await upstream6.close();
});

function open(allow: string, options: Partial<EgressOptions> = {}): { egress: Egress; blocked: BlockedTarget[] } {
  const parsed = parseEgressAllow(allow);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const blocked: BlockedTarget[] = [];
  const egress = createEgress({
    allow: parsed.rules,
    ownPorts: () => [],
    onBlocked: (target) => blocked.push(target),
    ...options,
  });
  opened.push(egress);
  return { egress, blocked };
}

async function get(egress: Egress, url: string): Promise<{ status: number; text: string }> {
  const response = await egress.request({ method: 'GET', url, headers: [], body: null, limits });
  const chunks: Uint8Array[] = [];
  for await (const chunk of response.body) chunks.push(chunk);
  return { status: response.status, text: Buffer.concat(chunks).toString() };
}

describe('forbidden targets', () => {
  const LOOPBACK_4 = [
    ['127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '127.0.0.1.', '2130706433', '0x7f000001', '0x7F.0.0.1'],
    ['0x7f.1', '0177.0.0.1', '0177.0.01', '017700000001', '00000177.0.0.1', '127.0.0.0x1', '0x7f.0x0.0x0.0x1'],
    [
      '１２７.０.０.１',
      '１２７。０。０。１',
      '127。0。0。1',
      '①②⑦.⓪.⓪.①',
      '127．0．0．1',
      '%31%32%37.0.0.1',
      '127.0.0.%31',
    ],
    ['0x7f.0.0.0x1.', '127.00.00.01', '127.0.0.01', '0x7f.65537', '127.65537', '0x7f000002', '127.1.'],
  ].flat();
  const OTHER_4: [string, string][] = [
    ['0.0.0.0', 'this-network'],
    ['0', 'this-network'],
    ['0x0', 'this-network'],
    ['00', 'this-network'],
    ['0.0.0.0.', 'this-network'],
    ['0.1.2.3', 'this-network'],
    ['10.0.0.1', 'private'],
    ['10.1', 'private'],
    ['167772161', 'private'],
    ['0xa.1', 'private'],
    ['012.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.254', 'private'],
    ['2886729729', 'private'],
    ['192.168.0.1', 'private'],
    ['192.168.1', 'private'],
    ['0xc0a80001', 'private'],
    ['0300.0250.0.1', 'private'],
    ['100.64.0.1', 'cgnat'],
    ['0x64.0x40.1', 'cgnat'],
    ['169.254.1.1', 'link-local'],
    ['192.0.0.8', 'ietf-protocol'],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', '6to4-relay'],
    ['198.18.0.1', 'benchmarking'],
    ['198.51.100.7', 'documentation'],
    ['203.0.113.9', 'documentation'],
    ['224.0.0.251', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'reserved'],
    ['4294967295', 'reserved'],
    ['0xffffffff', 'reserved'],
    ['169.254.169.254', 'metadata'],
    ['2852039166', 'metadata'],
    ['0xa9fea9fe', 'metadata'],
    ['0251.0376.0251.0376', 'metadata'],
    ['169.254.43518', 'metadata'],
    ['169.254.170.2', 'metadata'],
    ['169.254.170.23', 'metadata'],
    ['100.100.100.200', 'metadata'],
    ['192.0.0.192', 'metadata'],
    ['168.63.129.16', 'metadata'],
  ];
  const IPV6: [string, string][] = [
    ['::1', 'loopback'],
    ['0:0:0:0:0:0:0:1', 'loopback'],
    ['0000::0001', 'loopback'],
    ['::0.0.0.1', 'loopback'],
    ['::', 'unspecified'],
    ['::ffff:127.0.0.1', 'ipv4-mapped'],
    ['::ffff:7f00:1', 'ipv4-mapped'],
    ['::FFFF:7F00:0001', 'ipv4-mapped'],
    ['0:0:0:0:0:ffff:127.0.0.1', 'ipv4-mapped'],
    ['::ffff:10.0.0.1', 'ipv4-mapped'],
    ['::ffff:8.8.8.8', 'ipv4-mapped'],
    ['::127.0.0.1', 'ipv4-compatible'],
    ['::7f00:1', 'ipv4-compatible'],
    ['::ffff:0:127.0.0.1', 'ipv4-translated'],
    ['64:ff9b::127.0.0.1', 'nat64'],
    ['64:ff9b::7f00:1', 'nat64'],
    ['64:ff9b:1::7f00:1', 'nat64'],
    ['2002:7f00:1::', '6to4'],
    ['2002:7f00:0001::1', '6to4'],
    ['2002:a00:1::', '6to4'],
    ['2001::7f00:1', 'teredo'],
    ['2001:0:7f00:1::1', 'teredo'],
    ['2001:0:1:2:3:4:80ff:fffe', 'teredo'],
    ['fc00::1', 'unique-local'],
    ['fd00::1', 'unique-local'],
    ['fdff:ffff:ffff::1', 'unique-local'],
    ['fe80::1', 'link-local'],
    ['fe80::7f00:1', 'link-local'],
    ['febf::1', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff01::1', 'multicast'],
    ['ff02::fb', 'multicast'],
    ['2001:db8::1', 'documentation'],
    ['3fff::1', 'documentation'],
    ['2001:10::1', 'ietf-protocol'],
    ['100::1', 'discard'],
    ['5f00::1', 'not-global-unicast'],
    ['::ffff:169.254.169.254', 'metadata'],
    ['::a9fe:a9fe', 'metadata'],
    ['64:ff9b::a9fe:a9fe', 'metadata'],
    ['2002:a9fe:a9fe::', 'metadata'],
    ['fd00:ec2::254', 'metadata'],
    ['fd00:0ec2:0:0::0254', 'metadata'],
    ['fd20:ce::254', 'metadata'],
  ];
  const NAMES: [string, string][] = [
    ['localhost', 'loopback'],
    ['LOCALHOST', 'loopback'],
    ['localhost.', 'loopback'],
    ['ｌｏｃａｌｈｏｓｔ', 'loopback'],
    ['loc\u00adalhost', 'loopback'],
    ['lo%63alhost', 'loopback'],
    ['ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', 'loopback'],
    ['app.localhost', 'loopback'],
    ['127.0.0.1.nip.example', 'loopback'],
    ['mixed.example', 'private'],
    ['six.example', 'loopback'],
    ['mapped.example', 'ipv4-mapped'],
    ['zone.example', 'address'],
    ['metadata.example', 'metadata'],
  ];
  const SHAPES: [(port: number) => string, string][] = [
    [(port) => `http://user@127.0.0.1:${port}/`, 'user-info'],
    [(port) => `http://user:pass@example.com:${port}/`, 'user-info'],
    [(port) => `http://example.com@127.0.0.1:${port}/`, 'user-info'],
    [(port) => `http://example.com:80@127.0.0.1:${port}/`, 'user-info'],
    [(port) => `http://:pw@127.0.0.1:${port}/`, 'user-info'],
    [(port) => `http://example.com%40127.0.0.1:${port}/`, 'url'],
    [(port) => `http://127.0.0.1:${port}\\@example.com/`, 'loopback'],
    [(port) => `http:\\\\127.0.0.1:${port}/`, 'loopback'],
    [(port) => `http:127.0.0.1:${port}/`, 'loopback'],
    [(port) => `http:///127.0.0.1:${port}/`, 'loopback'],
    [(port) => `HtTp://127.0.0.1:${port}/`, 'loopback'],
    [(port) => ` \thttp://127.0.0.1:${port}/\n`, 'loopback'],
    [(port) => `ht\ntp://127.0.0.1:${port}/`, 'loopback'],
    [(port) => `http://127.0.0.1:${port}#@example.com`, 'loopback'],
    [(port) => `http://127.0.0.1:0${port}/`, 'loopback'],
    [(port) => `https://127.0.0.1:${port}/`, 'loopback'],
    [(port) => `ftp://127.0.0.1:${port}/`, 'scheme'],
    [(port) => `ws://127.0.0.1:${port}/`, 'scheme'],
    [(port) => `gopher://127.0.0.1:${port}/_GET`, 'scheme'],
    [(port) => `dict://127.0.0.1:${port}/`, 'scheme'],
    [(port) => `unix:///tmp/${port}.sock`, 'scheme'],
    [(port) => `blob:http://127.0.0.1:${port}/`, 'scheme'],
    [() => 'file:///etc/passwd', 'scheme'],
    [() => 'data:text/plain,x', 'scheme'],
    [() => 'javascript:1', 'scheme'],
    [(port) => `//127.0.0.1:${port}/`, 'url'],
    [(port) => `127.0.0.1:${port}`, 'url'],
    [(port) => `http://[fe80::1%25eth0]:${port}/`, 'url'],
    [(port) => `http://[::1%25lo]:${port}/`, 'url'],
    [(port) => `http://[::1:${port}/`, 'url'],
    [(port) => `http://256.256.256.256:${port}/`, 'url'],
    [(port) => `http://127.0.0.1.1:${port}/`, 'url'],
    [(port) => `http://0x100000000:${port}/`, 'url'],
    [(port) => `http://127..1:${port}/`, 'url'],
    [() => 'http://127.0.0.1:99999/', 'url'],
    [() => '', 'url'],
  ];
  const ANSWERS: Record<string, string[]> = {
    'mixed.example': ['93.184.216.34', '10.0.0.1'],
    'six.example': ['::1'],
    'mapped.example': ['::ffff:127.0.0.1'],
    'zone.example': ['fe80::1%lo'],
    'metadata.example': ['169.254.169.254'],
  };

  const targets: [string, (port: number) => string, string][] = [
    ...LOOPBACK_4.map((host): (typeof targets)[0] => [host, (port) => `http://${host}:${port}/`, 'loopback']),
    ...[...OTHER_4, ...NAMES].map(([host, rule]): (typeof targets)[0] => [
      host,
      (port) => `http://${host}:${port}/`,
      rule,
    ]),
    ...IPV6.map(([host, rule]): (typeof targets)[0] => [host, (port) => `http://[${host}]:${port}/`, rule]),
    ...SHAPES.map(([url, rule]): (typeof targets)[0] => [url(1234), url, rule]),
  ];

  it(`are all refused for their own reason, and none of the ${targets.length} reaches a listener`, async () => {
    const tripwire = await startTcpUpstream((socket) => socket.destroy());
    const tripwire6 = await startTcpUpstream((socket) => socket.destroy(), '::1');
    const { egress, blocked } = open('', { resolve: async (name) => ANSWERS[name] ?? ['127.0.0.1'] });
    const seen: [string, string | undefined][] = [];
    for (const [title, url] of targets) {
      for (const port of [tripwire.port, tripwire6.port]) {
        const error = await get(egress, url(port)).catch((reason: unknown) => reason);
        expect(error, title).toMatchObject({ name: 'EgressError', code: 'blocked', phase: 'prepare' });
      }
      const rules = new Set(blocked.splice(0).map((target) => target.rule));
      seen.push([title, [...rules].join()]);
    }
    expect(seen).toEqual(targets.map(([title, , rule]) => [title, rule]));
    expect(targets.length).toBeGreaterThanOrEqual(150);
    expect([tripwire.connectionCount(), tripwire6.connectionCount()]).toEqual([0, 0]);
    await tripwire.close();
    await tripwire6.close();
  });

  it('are refused to the global fetch of libraries too', async () => {
    const tripwire = await startTcpUpstream((socket) => socket.destroy());
    const { egress } = open(upstream.allowEntry);
    egress.installGlobally();
    await expect(fetch(`http://127.0.0.1:${tripwire.port}/`)).rejects.toMatchObject({ cause: { code: 'blocked' } });
    await expect(fetch(`http://localhost:${tripwire.port}/`)).rejects.toMatchObject({ cause: { code: 'blocked' } });
    const to = encodeURIComponent(`http://127.0.0.1:${tripwire.port}/`);
    await expect(fetch(`${upstream.origin}/redirect-to?url=${to}`)).rejects.toMatchObject({
      cause: { code: 'blocked' },
    });
    expect((await fetch(`${upstream.origin}/echo`)).status).toBe(200);
    expect(tripwire.connectionCount()).toBe(0);
    await tripwire.close();
  });
});

describe('a resolver that changes its answer', () => {
  it('never gets a connection to a private address, in 400 calls', async () => {
    const tripwire = await startTcpUpstream((socket) => socket.destroy());
    let calls = 0;
    // ::1 stands for the public address: it is opened, and nobody listens there.
    const { egress } = open('::1', {
      resolve: async () => {
        calls += 1;
        return calls % 2 === 0 ? ['127.0.0.1'] : ['::1'];
      },
    });
    const codes = new Set<unknown>();
    for (let index = 0; index < 400; index += 1) {
      const error = await get(egress, `http://rebind.example:${tripwire.port}/`).catch((reason: unknown) => reason);
      codes.add(error instanceof Error && 'code' in error ? error.code : error);
    }
    // One answer per call: what was checked is what is connected to.
    expect(calls).toBe(400);
    expect(codes).toEqual(new Set(['blocked', 'connect']));
    expect(tripwire.connectionCount()).toBe(0);
    await tripwire.close();
  });
});

describe('the allow list', () => {
  it('opens exactly what it names', async () => {
    const { egress, blocked } = open(`${upstream.allowEntry},${upstream6.allowEntry}`);
    expect((await get(egress, `${upstream.origin}/echo`)).status).toBe(200);
    expect((await get(egress, `${upstream6.origin}/echo`)).status).toBe(200);
    for (const url of [
      `http://127.0.0.1:${upstream.port + 1}`,
      `http://localhost:${upstream.port}`,
      `http://[::1]:${upstream.port}`,
      `http://127.0.0.1:${upstream6.port}`,
    ]) {
      await expect(get(egress, url)).rejects.toMatchObject({ code: 'blocked' });
    }
    expect(blocked.map((target) => target.allowEntry)).toContain(`localhost:${upstream.port}`);
  });

  it('opens a name by its name alone', async () => {
    const { egress } = open(`localhost:${upstream.port}`, { resolve: async () => ['::1', '127.0.0.1'] });
    expect((await get(egress, `http://localhost:${upstream.port}/echo`)).status).toBe(200);
    for (const host of ['[::1]', '127.0.0.1', 'other.example']) {
      await expect(get(egress, `http://${host}:${upstream.port}/`)).rejects.toMatchObject({ code: 'blocked' });
    }
  });

  it("does not open this server's own port", async () => {
    const { egress, blocked } = open('127.0.0.1,localhost', { ownPorts: () => [upstream.port] });
    await expect(get(egress, upstream.origin)).rejects.toMatchObject({ code: 'blocked', allowEntry: null });
    await expect(get(egress, `http://localhost:${upstream.port}`)).rejects.toMatchObject({ code: 'blocked' });
    expect(blocked.map((target) => target.rule)).toEqual(['own-port', 'own-port']);
  });

  it('is told to the user without the address that was refused', async () => {
    const { egress, blocked } = open('', { resolve: async () => ['10.9.8.7'] });
    const error = await get(egress, 'http://inside.example/').catch((reason: unknown) => reason);
    expect(JSON.stringify(error) + String(error)).not.toContain('10.9.8.7');
    expect(error).toMatchObject({ allowEntry: 'inside.example:80' });
    expect(blocked).toEqual([
      { rule: 'private', address: '10.9.8.7', allowEntry: 'inside.example:80', host: 'inside.example', port: 80 },
    ]);
  });
});

describe('a request that is let through', () => {
  it('ignores the proxy variables of the environment', async () => {
    const proxy = await startTcpUpstream((socket) => socket.destroy());
    const before = { ...process.env };
    process.env.HTTP_PROXY = proxy.origin;
    process.env.http_proxy = proxy.origin;
    const { egress } = open(upstream.allowEntry);
    expect((await get(egress, `${upstream.origin}/echo`)).status).toBe(200);
    process.env = before;
    expect(proxy.connectionCount()).toBe(0);
    await proxy.close();
  });

  it('tries the next address when the first refuses', async () => {
    const { egress } = open(`many.example:${upstream.port}`, {
      resolve: async () => ['::1', '127.0.0.1'],
    });
    expect((await get(egress, `http://many.example:${upstream.port}/echo`)).status).toBe(200);
  });

  it('does TLS, checks the certificate, and tells the time of each phase', async () => {
    const secure = await startUpstream({ tls: { names: ['secure.example', '127.0.0.1'] } });
    const resolve = async (): Promise<string[]> => ['127.0.0.1'];
    const trusting = open(`127.0.0.1,secure.example`, { resolve, trustedCertificates: [secure.certPem] }).egress;
    const timing = { dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: null };
    const url = `https://secure.example:${secure.port}/echo`;
    const response = await trusting.request({ method: 'GET', url, headers: [], body: null, limits, timing });
    expect(response.status).toBe(200);
    await response.body.return();
    expect(Object.values(timing)).toEqual([0, 0, 0, 0].map(() => expect.any(Number)));
    expect((await get(trusting, `${secure.origin}/echo`)).status).toBe(200);
    await expect(get(trusting, `https://other.example:${secure.port}/`)).rejects.toMatchObject({
      code: 'tls',
      detail: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID'),
    });
    const distrusting = open(`127.0.0.1`).egress;
    await expect(get(distrusting, `${secure.origin}/echo`)).rejects.toMatchObject({ code: 'tls', phase: 'tls' });
    await expect(get(open(upstream.allowEntry).egress, `https://127.0.0.1:${upstream.port}/`)).rejects.toMatchObject({
      code: 'tls',
    });
    await secure.close();
  });

  it('closes the connection when its body is not read to the end', async () => {
    const own = await startUpstream();
    const { egress } = open(own.allowEntry);
    const response = await egress.request({
      method: 'GET',
      url: `${own.origin}/endless`,
      headers: [],
      body: null,
      limits,
    });
    for await (const chunk of response.body) if (chunk.length > 0) break;
    await own.allClosed();
    await own.close();
  });

  it('is cancelled when the guard is closed, and the rest of its connection with it', async () => {
    const own = await startUpstream();
    const { egress } = open(own.allowEntry);
    const url = `${own.origin}/slow-body`;
    const response = await egress.request({ method: 'GET', url, headers: [], body: null, limits });
    expect((await response.body.next()).done).toBe(false);
    const rest = response.body.next();
    await Promise.all([egress.close(), expect(rest).rejects.toMatchObject({ code: 'cancelled', phase: 'body' })]);
    await own.allClosed();
    await own.close();
  });

  it('holds the upstream back while nobody reads', async () => {
    const own = await startUpstream();
    const { egress } = open(own.allowEntry);
    const url = `${own.origin}/endless`;
    const response = await egress.request({ method: 'GET', url, headers: [], body: null, limits });
    await response.body.next();
    const before = process.memoryUsage().arrayBuffers;
    // Another exchange takes its whole way through the event loop meanwhile.
    for (let index = 0; index < 50; index += 1) await get(egress, `${own.origin}/echo`);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
    await response.body.return();
    await own.close();
  });
});
