import { AwsV4Signer } from 'aws4fetch';

export interface AwsRequest {
  method: string;
  url: string;
  /** All of them are signed, beside the host. */
  headers: readonly (readonly [string, string])[];
  body: Uint8Array | null;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  /** Empty: as the host says. */
  region: string;
  service: string;
  now: Date;
}

export interface AwsSigned {
  /** Those that were given and those that were added, with `authorization`. */
  headers: [string, string][];
  /** Empty where neither the request nor its host say it: there is nothing to sign for. */
  service: string;
  signature: string;
}

/** AWS Signature Version 4, in headers. */
export async function signAws(request: AwsRequest): Promise<AwsSigned> {
  const { sessionToken, region, service } = request;
  const signer = new AwsV4Signer({
    method: request.method,
    url: request.url,
    headers: joined(request.headers),
    // The bytes are not changed; the types of fetch know only buffers that nobody shares.
    body: request.body as Uint8Array<ArrayBuffer> | null,
    accessKeyId: request.accessKeyId,
    secretAccessKey: request.secretAccessKey,
    datetime: request.now.toISOString().replace(/[:-]|\.\d{3}/g, ''),
    allHeaders: true,
    ...(sessionToken === '' ? {} : { sessionToken }),
    ...(region === '' ? {} : { region }),
    ...(service === '' ? {} : { service }),
  });
  const { headers } = await signer.sign();
  const signature = /Signature=([0-9a-f]+)$/.exec(headers.get('authorization') ?? '')?.[1] ?? '';
  return { headers: [...headers], service: signer.service, signature };
}

/** Repeated headers become one, as AWS reads them: it is what is signed, so it is what is sent. */
function joined(headers: AwsRequest['headers']): Record<string, string> {
  const values = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    values.set(key, [...(values.get(key) ?? []), value.trim()]);
  }
  return Object.fromEntries([...values].map(([name, of]) => [name, of.join(',')]));
}
