import type { DigestStep } from '@jackfield/connector';
import type { Egress } from '@jackfield/egress';
import {
  type DigestServer,
  findApache,
  type RealUpstream,
  startApacheWithDigest,
  startDigestServer,
  startUpstream,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PreparedRequest, RunOptions } from '../../types.ts';
import { egressTo, runWithSteps, secretOf } from '../testing/run-with-steps.ts';

const USER = { username: 'alice', password: 'correct horse battery' };
let server: DigestServer;
let other: Upstream;
let egress: Egress;

beforeAll(async () => {
  server = await startDigestServer(USER);
  other = await startUpstream();
  egress = egressTo(server.allowEntry, other.allowEntry);
});
beforeEach(() => {
  server.requests.length = 0;
  other.requests.length = 0;
  server.forgetNonces();
});
afterAll(async () => {
  await egress.close();
  await server.close();
  await other.close();
});

function stepOf(password = USER.password): DigestStep {
  return { kind: 'digest', username: USER.username, password, secrets: secretOf('password', password) };
}

interface Run {
  origin?: string;
  step?: DigestStep;
  request?: Partial<PreparedRequest>;
  options?: Partial<RunOptions>;
}

function run(path: string, { origin = server.origin, step = stepOf(), ...more }: Run = {}) {
  return runWithSteps(path, { origin, steps: [step], egress, ...more });
}

const statuses = () => server.requests.map(({ headers }) => headers.authorization !== undefined);

describe('HTTP Digest against http-auth', () => {
  it('answers the challenge, and the next request of the same call at once', async () => {
    const step = stepOf();
    const first = await run('/echo?a=1&b=%20', { step });
    expect(first.head?.status).toBe(200);
    expect(statuses()).toEqual([false, true]);
    const second = await run('/echo?a=2', { step });
    expect(second.head?.status).toBe(200);
    expect(statuses()).toEqual([false, true, true]);
    expect(server.requests.at(-1)?.headers.authorization).toContain('nc=00000002');
    expect(second.attempts).toBe(1);
  });

  it('sends a POST again with its body, though a fault would never repeat it', async () => {
    const request = { method: 'POST', body: Buffer.from('{"pay":1}'), isRepeatable: false };
    const result = await run('/echo', { request });
    expect(result.head?.status).toBe(200);
    expect(server.requests.map(({ body }) => body.toString())).toEqual(['{"pay":1}', '{"pay":1}']);
  });

  it('takes a new nonce when the server says that its own is stale', async () => {
    const step = stepOf();
    await run('/echo', { step });
    server.forgetNonces();
    const result = await run('/echo', { step });
    expect(result.head?.status).toBe(200);
    expect(statuses()).toEqual([false, true, true, true]);
  });

  it.each(['MD5-sess', 'none'] as const)('speaks %s', async (variant) => {
    const special = await startDigestServer({
      ...USER,
      ...(variant === 'none' ? { qop: variant } : { algorithm: variant }),
    });
    const way = egressTo(special.allowEntry);
    const result = await run('/echo', { origin: special.origin, options: { egress: way } });
    expect(result.head?.status).toBe(200);
    await way.close();
    await special.close();
  });

  it('leaves the 401 to a wrong password as it is, after two requests, and says what it means', async () => {
    const result = await run('/echo', { step: stepOf('wrong password of hers') });
    expect(result.head?.status).toBe(401);
    expect(server.requests).toHaveLength(2);
    expect(result.warnings).toEqual(['HTTP Digest: the server does not take this username and password.']);
  });

  it('says so when the server asks for another scheme', async () => {
    const path = `/status/401?h:www-authenticate=${encodeURIComponent('Basic realm="x"')}`;
    const result = await run(path, { origin: other.origin });
    expect(result.head?.status).toBe(401);
    expect(other.requests).toHaveLength(1);
    expect(result.warnings.join()).toContain('asks for the scheme basic instead');
  });

  it('masks what it made of the password, in the response and in the request that is shown', async () => {
    const result = await run('/echo');
    const made = /response="([0-9a-f]{32})"/.exec(server.requests.at(-1)?.headers.authorization ?? '')?.[1] ?? '';
    expect(made).not.toBe('');
    const shown = `${Buffer.from(result.body)} ${JSON.stringify(result.request)}`;
    expect(shown).not.toContain(made);
    expect(result.request.headers.find(([name]) => name === 'authorization')?.[1]).toContain(
      'response="{{auth.digest}}"',
    );
  });

  it('follows a redirect within the origin with an answer of its own', async () => {
    const result = await run('/redirect/1');
    expect(result.head?.status).toBe(200);
    const uris = server.requests.map(({ headers }) => /uri="([^"]*)"/.exec(headers.authorization ?? '')?.[1]);
    expect(uris).toEqual([undefined, '/redirect/1', '/echo']);
  });

  it('carries nothing to another origin, not even when a redirect leads back', async () => {
    const back = `${other.origin}/redirect-to?url=${encodeURIComponent(`${server.origin}/echo`)}`;
    const result = await run(`/redirect-to?url=${encodeURIComponent(back)}`);
    expect(other.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    expect(result.head?.status).toBe(401);
    expect(statuses()).toEqual([false, true, false]);
  });
});

const apache = findApache();

describe.skipIf(apache === null)('HTTP Digest against Apache httpd', () => {
  let httpd: RealUpstream;
  let way: Egress;
  beforeAll(async () => {
    httpd = await startApacheWithDigest(apache ?? '', USER);
    way = egressTo(new URL(httpd.origin).host);
  });
  afterAll(async () => {
    await way.close();
    await httpd.stop();
  });

  it('is let in with the right password, again with the same nonce, and not with a wrong one', async () => {
    const of = { origin: httpd.origin, options: { egress: way, responseType: 'text' } as const };
    const step = stepOf();
    for (const path of ['/index.txt', '/index.txt?q=%C3%BC']) {
      const result = await run(path, { ...of, step });
      expect(result.head?.status).toBe(200);
      expect(Buffer.from(result.body).toString()).toBe('behind the digest');
    }
    expect((await run('/index.txt', { ...of, step: stepOf('wrong password of hers') })).head?.status).toBe(401);
  });
});
