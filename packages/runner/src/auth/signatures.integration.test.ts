import type { AwsSignatureStep, HmacStep, JwtStep } from '@jackfield/connector';
import type { Egress } from '@jackfield/egress';
import { type AwsServer, startAwsServer, startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { egressTo, runWithSteps, secretOf } from './testing/run-with-steps.ts';

const AWS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
let aws: AwsServer;
let temporary: AwsServer;
let upstream: Upstream;
let other: Upstream;
let egress: Egress;

beforeAll(async () => {
  aws = await startAwsServer(AWS);
  temporary = await startAwsServer({ ...AWS, sessionToken: 'a/session+token==' });
  upstream = await startUpstream();
  other = await startUpstream();
  egress = egressTo(aws.allowEntry, temporary.allowEntry, upstream.allowEntry, other.allowEntry);
});
beforeEach(() => {
  for (const { requests } of [aws, temporary, upstream, other]) requests.length = 0;
});
afterAll(async () => {
  await egress.close();
  for (const server of [aws, temporary, upstream, other]) await server.close();
});

function awsStep(more: Partial<AwsSignatureStep> = {}): AwsSignatureStep {
  return {
    kind: 'aws-signature',
    ...AWS,
    sessionToken: '',
    region: 'eu-central-1',
    service: 'execute-api',
    signsPayload: true,
    secrets: secretOf('secretAccessKey', AWS.secretAccessKey),
    ...more,
  };
}

function hmacStep(): HmacStep {
  return {
    kind: 'hmac',
    algorithm: 'sha256',
    key: Buffer.from('a key of both sides'),
    text: [{ mark: 'method' }, ' ', { mark: 'path_and_query' }, ' ', { mark: 'nonce' }],
    signatureFormat: 'hex',
    timestampFormat: 'unix-seconds',
    headers: [
      { name: 'X-Nonce', value: [{ mark: 'nonce' }] },
      { name: 'X-Signature', value: [{ mark: 'signature' }] },
    ],
    secrets: secretOf('signingKey', 'a key of both sides'),
  };
}

function jwtStep(more: Partial<JwtStep> = {}): JwtStep {
  return {
    kind: 'jwt',
    algorithm: 'HS256',
    key: Buffer.from('a key of both sides'),
    keyId: '',
    claims: { iss: 'me' },
    lifetimeSeconds: 600,
    headerName: 'Authorization',
    prefix: 'Bearer ',
    secrets: secretOf('jwtKey', 'a key of both sides'),
    ...more,
  };
}

const body = (text: string) => ({ method: 'PUT', body: Buffer.from(text) });

describe("the AWS signature, by AWS's own signer at the other end", () => {
  it.each([
    ['a GET', '/', {}],
    ['a query out of order, with an empty value', '/a?b=2&a=1&c=&d=%20%2B%C3%BC', {}],
    ['a path with escapes', '/a%20b/%C3%BC/c%2Bd', {}],
    ['a body with its type', '/items', { ...body('{"ü":1}'), headers: [['content-type', 'application/json']] }],
    [
      'headers of AWS, one of them twice',
      '/',
      {
        headers: [
          ['x-amz-target', ' A  b '],
          ['x-amz-meta', '1'],
          ['x-amz-meta', '2'],
        ],
      },
    ],
    [
      'headers that a proxy may change',
      '/',
      {
        headers: [
          ['accept', '*/*'],
          ['x-forwarded-for', '1'],
        ],
      },
    ],
    [
      'rows of the names that it sets',
      '/',
      {
        headers: [
          ['authorization', 'mine'],
          ['x-amz-date', 'then'],
          ['x-amz-content-sha256', '0'],
        ],
      },
    ],
  ] as const)('is right for %s', async (_what, path, request) => {
    for (const service of ['execute-api', 's3']) {
      const result = await runWithSteps(path, {
        origin: aws.origin,
        steps: [awsStep({ service })],
        egress,
        request: {
          ...request,
          headers: 'headers' in request ? request.headers.map(([name, value]) => [name, value]) : [],
        },
      });
      expect(result.head?.status, `${service} ${Buffer.from(result.body)}`).toBe(200);
    }
  });

  it('is right for what S3 alone reads in another way: names that repeat, a plus and an escaped slash', async () => {
    const path = '/c+d/%2F?a=1&a=0';
    const result = await runWithSteps(path, { origin: aws.origin, steps: [awsStep()], egress });
    expect(result.head?.status).toBe(200);
  });

  it('is right with a session token, and without the body', async () => {
    const steps = [awsStep({ sessionToken: 'a/session+token==', service: 's3', signsPayload: false })];
    const result = await runWithSteps('/bucket/key', {
      origin: temporary.origin,
      steps,
      egress,
      request: body('data'),
    });
    expect(result.head?.status).toBe(200);
    expect(temporary.requests[0]?.headers['x-amz-content-sha256']).toBe('UNSIGNED-PAYLOAD');
  });

  it('asks for the service in words where the host does not say it', async () => {
    const result = await runWithSteps('/', { origin: aws.origin, steps: [awsStep({ service: '' })], egress });
    expect(result).toMatchObject({
      outcome: 'config',
      error: { hint: 'Fill in Service in the authentication of the API.' },
    });
    expect(aws.requests).toEqual([]);
  });
});

const KINDS = [
  ['hmac', hmacStep, 'x-signature'],
  ['aws-signature', awsStep, 'authorization'],
  ['jwt', jwtStep, 'authorization'],
] as const;

describe.each(KINDS)('what %s adds', (_kind, step, header) => {
  const sent = (server: Upstream) => server.requests.map(({ headers }) => headers[header]);

  it('is masked in the response and in the request that is shown', async () => {
    const result = await runWithSteps('/echo', { origin: upstream.origin, steps: [step()], egress });
    const [value] = sent(upstream);
    const made = /(?:Signature=|Bearer )?([^\s=]+)$/.exec(String(value))?.[1] ?? '';
    expect(made.length).toBeGreaterThan(40);
    expect(`${Buffer.from(result.body)} ${JSON.stringify(result.request)}`).not.toContain(made);
    expect(JSON.stringify(result.request.headers)).toMatch(/\{\{auth\.(?:signature|token)\}\}/);
  });

  it('is made for each hop within the origin, and for none beyond', async () => {
    const away = `/redirect-to?url=${encodeURIComponent(`${other.origin}/echo`)}`;
    await runWithSteps(`/redirect-to?url=${encodeURIComponent(away)}`, {
      origin: upstream.origin,
      steps: [step()],
      egress,
    });
    expect(sent(upstream)).toEqual([expect.any(String), expect.any(String)]);
    expect(sent(other)).toEqual([undefined]);
  });

  it('is not sent, and nothing is, where its secret is not confirmed', async () => {
    const options = { mayCarrySecretsTo: () => false };
    const result = await runWithSteps('/echo', { origin: upstream.origin, steps: [step()], egress, options });
    expect(result.outcome).toBe('config');
    expect(upstream.requests).toEqual([]);
  });
});

describe('a signature', () => {
  it('is another one for each try', async () => {
    const path = `/flaky/1?run=${crypto.randomUUID()}`;
    const options = { tries: 2, limits: { retryBaseMs: 1 } };
    const result = await runWithSteps(path, { origin: upstream.origin, steps: [hmacStep()], egress, options });
    expect(result).toMatchObject({ outcome: 'response', attempts: 2 });
    expect(new Set(upstream.requests.map(({ headers }) => headers['x-signature'])).size).toBe(2);
  });

  it('that is refused while the clocks differ is told with the difference', async () => {
    const date = new Date(Date.now() - 10 * 60_000).toUTCString();
    const path = `/status/403?h:date=${encodeURIComponent(date)}`;
    const result = await runWithSteps(path, { origin: upstream.origin, steps: [hmacStep()], egress });
    expect(result.warnings.join()).toContain('The clock of this server is 10 minutes ahead of that of the API');
  });
});

describe('a signed JWT', () => {
  const tokens = () => upstream.requests.map(({ headers }) => headers.authorization);

  it('is kept for further runs, and signed anew once when it is refused', async () => {
    const step = jwtStep();
    const run = (path: string) => runWithSteps(path, { origin: upstream.origin, steps: [step], egress });
    await run('/echo');
    await run('/echo');
    expect(new Set(tokens()).size).toBe(1);
    const refused = await run('/status/401');
    expect(refused.head?.status).toBe(401);
    expect(upstream.requests).toHaveLength(4);
    await run('/status/401');
    // The one that was refused is not kept, and one that was signed for this run is not signed again.
    expect(upstream.requests).toHaveLength(5);
  });

  it('is signed anew for a step that is another one', async () => {
    for (const iss of ['one', 'two']) {
      await runWithSteps('/echo', { origin: upstream.origin, steps: [jwtStep({ claims: { iss } })], egress });
    }
    expect(new Set(tokens()).size).toBe(2);
  });

  it('whose key cannot be used ends the run in words before anything is sent', async () => {
    const steps = [jwtStep({ algorithm: 'RS256', key: 'no key' })];
    const result = await runWithSteps('/echo', { origin: upstream.origin, steps, egress });
    expect(result).toMatchObject({
      outcome: 'config',
      error: { message: 'The key is not a private key in PEM.', phase: 'prepare' },
    });
    expect(upstream.requests).toEqual([]);
  });
});
