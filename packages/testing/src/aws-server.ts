import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { createRequire } from 'node:module';
import { listen, type TrackedServer } from './listen.ts';
import type { ReceivedRequest } from './upstream.ts';

const require = createRequire(new URL('../../../apps/e2e/upstreams/package.json', import.meta.url));

export interface AwsServerOptions {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface AwsServer extends TrackedServer {
  requests: ReceivedRequest[];
}

/** The part of AWS's own signer, @smithy/signature-v4 5.7, that is used here. */
interface Smithy {
  SignatureV4: new (options: {
    credentials: AwsServerOptions;
    region: string;
    service: string;
    sha256: typeof Sha256;
    uriEscapePath: boolean;
  }) => { sign(request: object, options: { signingDate: Date }): Promise<{ headers: Record<string, string> }> };
}

/**
 * Checks Signature Version 4 as AWS does, by making it again with AWS's own signer from what arrived: 200 where the two
 * are the same, 403 with both where they are not.
 */
export async function startAwsServer(credentials: AwsServerOptions): Promise<AwsServer> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', async () => {
      const received = {
        method: req.method ?? '',
        url: req.url ?? '',
        headers: req.headers,
        body: Buffer.concat(chunks),
      };
      requests.push(received);
      const expected = await authorizationOf(credentials, received);
      const isRight = expected === req.headers.authorization;
      res.writeHead(isRight ? 200 : 403, { 'content-type': 'application/json' });
      res.end(JSON.stringify({ isRight, expected, received: req.headers.authorization }));
    });
  });
  return { ...(await listen(server, '127.0.0.1', 'http')), requests };
}

async function authorizationOf(credentials: AwsServerOptions, received: ReceivedRequest): Promise<string> {
  const { method, headers, body } = received;
  const scope = /Credential=[^/]+\/\d+\/([^/]+)\/([^/]+)\//.exec(headers.authorization ?? '');
  const names = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1]?.split(';') ?? [];
  const [, region = '', service = ''] = scope ?? [];
  if (headers['x-amz-security-token'] !== credentials.sessionToken) return 'another session token';
  // The cast says what the package has: it is installed outside of the workspaces.
  const { SignatureV4 } = require('@smithy/signature-v4') as Smithy;
  const signer = new SignatureV4({
    credentials,
    region,
    service,
    sha256: Sha256,
    // S3 alone takes paths as they are.
    uriEscapePath: service !== 's3',
  });
  const { pathname, searchParams } = new URL(received.url, 'http://host');
  const query: Record<string, string[]> = {};
  for (const name of new Set(searchParams.keys())) query[name] = searchParams.getAll(name);
  const signed = await signer.sign(
    { method, protocol: 'http:', hostname: headers.host, path: pathname, query, headers: pick(headers, names), body },
    { signingDate: dateOf(String(headers['x-amz-date'])) },
  );
  return signed.headers.authorization ?? '';
}

function pick(headers: IncomingHttpHeaders, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, String(headers[name] ?? '')]));
}

/** `20150830T123600Z` */
function dateOf(text: string): Date {
  return new Date(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** The form in which AWS's signer wants its hash. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: string | Uint8Array) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret);
  }

  update(data: string | Uint8Array): void {
    this.#hash.update(data);
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest());
  }
}
