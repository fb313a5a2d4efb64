import { describe, expect, it } from 'vitest';
// AWS's "Signature Version 4 Test Suite" (Apache-2.0), as the package aws4 carries it in test/aws-sig-v4-test-suite.
import vectors from './aws-vectors.json' with { type: 'json' };
import { type AwsRequest, signAws } from './sign-aws.ts';

/** Of all vectors. */
const EXAMPLE = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: '',
  region: 'us-east-1',
  service: 'service',
  now: new Date('2015-08-30T12:36:00Z'),
};

/** Host and time are what the signer itself adds, and a session token is one of the credentials. */
const OWN = ['host', 'x-amz-date', 'x-amz-security-token'];

function read(text: string): AwsRequest {
  const [head = '', body = ''] = text.split(/\n\n/);
  const [start = '', ...lines] = head.split('\n');
  const [, method = '', target = ''] = /^(\S+) (.*) HTTP\/1\.1$/.exec(start) ?? [];
  const headers: [string, string][] = [];
  for (const line of lines) {
    const last = headers.at(-1);
    // A line that begins with a blank goes on with the one before (RFC 7230 §3.2.4).
    if (/^\s/.test(line) && last) last[1] += line;
    else headers.push([line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1)]);
  }
  const sessionToken = headers.find(([name]) => name === 'x-amz-security-token')?.[1] ?? '';
  return {
    ...EXAMPLE,
    method,
    url: `https://example.amazonaws.com${target}`,
    headers: headers.filter(([name]) => !OWN.includes(name)),
    body: body === '' ? null : Buffer.from(body),
    sessionToken,
  };
}

async function authorizationOf(request: AwsRequest): Promise<string | undefined> {
  const { headers } = await signAws(request);
  return headers.find(([name]) => name === 'authorization')?.[1];
}

/**
 * A header that goes on in the next line, and paths that are not encoded: neither can be sent, and for an encoded path
 * AWS's documentation says otherwise than these.
 */
const UNSENDABLE = ['get-header-value-multiline', 'get-utf8', 'get-space'];

describe("AWS's test suite of Signature Version 4", () => {
  it.each(vectors.filter(({ name }) => !UNSENDABLE.includes(name)))('$name', async ({ request, authorization }) => {
    expect(await authorizationOf(read(request))).toBe(authorization);
  });

  it('is there with all but what cannot be sent', () => {
    expect(vectors).toHaveLength(31);
  });
});

/** The examples of "Authenticating Requests: Using the Authorization Header" in the API reference of Amazon S3. */
describe("Amazon S3's examples", () => {
  const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
  const WELCOME = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';
  it.each([
    [
      'GET',
      '/test.txt',
      [['range', 'bytes=0-9']],
      EMPTY,
      'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
    ],
    [
      'PUT',
      '/test%24file.text',
      [
        ['date', 'Fri, 24 May 2013 00:00:00 GMT'],
        ['x-amz-storage-class', 'REDUCED_REDUNDANCY'],
      ],
      WELCOME,
      '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    ],
    ['GET', '/?lifecycle', [], EMPTY, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
    ['GET', '/?max-keys=2&prefix=J', [], EMPTY, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
  ] as const)('%s %s', async (method, path, headers, hash, signature) => {
    const signed = await signAws({
      ...EXAMPLE,
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      // Both are read from the host.
      region: '',
      service: '',
      method,
      url: `https://examplebucket.s3.amazonaws.com${path}`,
      headers: [...headers, ['x-amz-content-sha256', hash]],
      body: null,
      now: new Date('2013-05-24T00:00:00Z'),
    });
    expect(signed).toMatchObject({ signature, service: 's3' });
  });
});
