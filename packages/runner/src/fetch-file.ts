import { FileValue, type HeaderList, LIMITS, type PreparedRequest, type RunError } from '@jackfield/connector';
import type { CancelSignal, Egress } from '@jackfield/egress';
import { fileNameOf } from './responses/file.ts';
import { runRequest } from './run-request.ts';
import type { ResponseHead } from './types.ts';

export interface FetchFileOptions {
  egress: Egress;
  /** What is left of the limit. */
  bytesMax: number;
  signal?: CancelSignal;
  hopHeaders?: (url: string) => HeaderList;
}

export type FetchFileResult = { ok: true; file: FileValue } | { ok: false; error: RunError };

/**
 * Fetches the file at an address: through egress like any request, with its tries, redirects and times, and with a size
 * of its own. It carries no credentials.
 */
export async function fetchFile(url: string, options: FetchFileOptions): Promise<FetchFileResult> {
  const { egress, bytesMax, signal, hopHeaders } = options;
  const chunks: Uint8Array[] = [];
  let head: ResponseHead | null = null;
  const { error } = await runRequest(requestOf(url), {
    egress,
    responseType: 'file',
    tries: LIMITS.triesDefault,
    body: 'pass',
    limits: { responseBytesMax: bytesMax },
    ...(signal && { signal }),
    ...(hopHeaders && { hopHeaders }),
    onHead: (received) => {
      head = received;
    },
    onChunk: (chunk) => {
      chunks.push(chunk);
    },
  });
  if (error !== null) return { ok: false, error };
  // TypeScript does not see that `onHead` was called.
  const { status, headers, url: address } = head as unknown as ResponseHead;
  if (status < 200 || status > 299) return { ok: false, error: refused(status) };
  const bytes = Buffer.concat(chunks);
  const contentType = headers.find(([name]) => name === 'content-type')?.[1] ?? '';
  return { ok: true, file: new FileValue(fileNameOf({ headers, url: address }) ?? 'file', contentType, bytes) };
}

function requestOf(url: string): PreparedRequest {
  return {
    method: 'GET',
    url,
    origin: new URL(url).origin,
    headers: [
      ['accept', '*/*'],
      ['user-agent', 'Jackfield'],
    ],
    credentialHeaders: [],
    body: null,
    usedSecrets: [],
    isRepeatable: true,
  };
}

function refused(status: number): RunError {
  return {
    kind: 'input',
    phase: 'prepare',
    message: `Its server answered ${status}.`,
    detail: `status ${status}`,
    hint: 'Pass an address that gives the file without signing in, or the file itself.',
  };
}
