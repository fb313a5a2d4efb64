import { LIMITS } from '@jackfield/connector';
import { parse } from 'content-disposition';
import { RunFailure } from '../run-failure.ts';
import type { ReceivedBody, ResponseKind } from './response-kind.ts';

/** `data` of the response types Image and File: `{contentType, fileName, bytes, base64}`. */
export const fileResponse: ResponseKind = {
  isJson: false,
  text: 'none',
  bytesMax: () => LIMITS.fileResponseBytesMax,
  read: (body) => describeFile(body, body.contentType.split(';')[0]?.trim() || 'application/octet-stream'),
};

export const imageResponse: ResponseKind = {
  ...fileResponse,
  read: (body) => {
    const declared = body.contentType.split(';')[0]?.trim() ?? '';
    const type = declared.startsWith('image/') ? declared : signatureOf(body.bytes);
    if (type !== null) return describeFile(body, type);
    throw new RunFailure({
      kind: 'decode',
      phase: 'body',
      detail: `Not an image: the response is ${declared === '' ? 'of no known type' : declared}.`,
      hint: 'Check the URL, or choose the response type File or JSON.',
    });
  },
};

function describeFile(body: ReceivedBody, contentType: string): readonly Uint8Array[] {
  const { bytes } = body;
  const head = { contentType, fileName: fileNameOf(body), bytes: bytes.length };
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  return [Buffer.from(`${JSON.stringify(head).slice(0, -1)},"base64":"${base64}"}`)];
}

/** The first bytes of the formats that browsers show, where a server does not say what it sends. */
const SIGNATURES: readonly (readonly [string, RegExp])[] = [
  ['image/png', /^\x89PNG\r\n/],
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF....WEBP/s],
  ['image/avif', /^....ftypavi[fs]/s],
];

function signatureOf(bytes: Uint8Array): string | null {
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1');
  return SIGNATURES.find(([, signature]) => signature.test(start))?.[0] ?? null;
}

/** From `Content-Disposition` (RFC 6266), else the last part of the URL's path; never a path. Null where neither names one. */
export function fileNameOf({ headers, url }: Pick<ReceivedBody, 'headers' | 'url'>): string | null {
  const disposition = headers.find(([name]) => name === 'content-disposition')?.[1];
  const named = disposition === undefined ? undefined : filenameParameter(disposition);
  return lastPart(named ?? '') ?? lastPart(pathOf(url));
}

function filenameParameter(disposition: string): string | undefined {
  try {
    const { filename } = parse(disposition).parameters;
    return typeof filename === 'string' ? filename : undefined;
  } catch {
    return undefined;
  }
}

function pathOf(url: string): string {
  try {
    return decodeURIComponent(new URL(url).pathname);
  } catch {
    return '';
  }
}

function lastPart(path: string): string | null {
  const name = path.split(/[/\\]/).at(-1)?.trim() ?? '';
  return name === '' || name === '.' || name === '..' ? null : name;
}
