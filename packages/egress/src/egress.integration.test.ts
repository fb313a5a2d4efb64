import {
  answerForbiddenName,
  answerPublicName,
  FORBIDDEN_TARGETS,
  PUBLIC_TARGETS,
  startTcpUpstream,
  startTripwire,
  startUpstream,
  type Tripwire,
  type Upstream,
} from '@jackfield/testing';
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
  let tripwire: Tripwire;
  let own: Tripwire;
  beforeAll(async () => {
    tripwire = await startTripwire();
    own = await startTripwire();
  });
  afterEach(() => expect([tripwire.connectionCount(), own.connectionCount()]).toEqual([0, 0]));
  afterAll(async () => {
    await tripwire.close();
    await own.close();
  });

  const ports = () => ({ open: tripwire.port, own: own.port });
  const resolve = async (name: string) => answerForbiddenName(name) ?? [];
  const ownPorts = () => [own.port];

  it(`are over 200, each once, and all are refused for their own reason (${FORBIDDEN_TARGETS.length})`, async () => {
    const { egress, blocked } = open('', { resolve, ownPorts });
    const urls = FORBIDDEN_TARGETS.map(({ url }) => url(ports()));
    const seen: [string, unknown][] = [];
    for (const url of urls) {
      const error = await get(egress, url).catch((reason: unknown) => reason);
      expect(error, url).toMatchObject({ name: 'EgressError', code: 'blocked', phase: 'prepare' });
      const [target, ...others] = blocked.splice(0);
      expect(others).toEqual([]);
      seen.push([url, target?.rule]);
    }
    expect(seen).toEqual(FORBIDDEN_TARGETS.map(({ rule }, index) => [urls[index], rule]));
    expect(new Set(urls).size).toBeGreaterThanOrEqual(200);
  });

  it('do not include a public spelling: none is refused by the policy, up to the moment of connecting', async () => {
    const { egress, blocked } = open('', { resolve: async () => answerPublicName(), ownPorts });
    for (const url of PUBLIC_TARGETS) {
      // The policy is asked first, then the signal: nothing is sent to anybody.
      const signal = AbortSignal.abort();
      const request = { method: 'GET', url, headers: [], body: null, limits, signal };
      await expect(egress.request(request), url).rejects.toMatchObject({ code: 'cancelled', phase: 'prepare' });
    }
    expect(blocked).toEqual([]);
    expect(PUBLIC_TARGETS.length).toBeGreaterThanOrEqual(40);
  });

  it('as metadata, own and bad ports and shapes of URLs stay so when every address and name is allowed', async () => {
    const { egress, blocked } = open('0.0.0.0/0,::/0,localhost,metadata.google.internal,metadata', {
      resolve,
      ownPorts,
    });
    const never = new Set(['metadata', 'own-port', 'bad-port', 'url', 'scheme', 'user-info', 'address']);
    for (const { url, rule } of FORBIDDEN_TARGETS.filter((target) => never.has(target.rule))) {
      await expect(get(egress, url(ports())), url(ports())).rejects.toMatchObject({
        code: 'blocked',
        allowEntry: null,
      });
      expect(blocked.pop()?.rule).toBe(rule);
    }
  });

  it('are refused to the global fetch of libraries too', async () => {
    const { egress } = open(upstream.allowEntry);
    egress.installGlobally();
    await expect(fetch(`http://127.0.0.1:${tripwire.port}/`)).rejects.toMatchObject({ cause: { code: 'blocked' } });
    await expect(fetch(`http://localhost:${tripwire.port}/`)).rejects.toMatchObject({ cause: { code: 'blocked' } });
    const to = encodeURIComponent(`http://127.0.0.1:${tripwire.port}/`);
    await expect(fetch(`${upstream.origin}/redirect-to?url=${to}`)).rejects.toMatchObject({
      cause: { code: 'blocked' },
    });
    expect((await fetch(`${upstream.origin}/echo`)).status).toBe(200);
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
