import type { ServerResponse } from 'node:http';
import type { RunError } from '@jackfield/connector';
import type { CancelSignal } from '@jackfield/egress';
import { type ResponseHead, runRequest, shownHeaders } from '@jackfield/runner';
import { AppError } from '../../app-error.ts';
import type { RunQuery } from './read-run-query.ts';
import type { AdmittedRun, RunDependencies } from './run.types.ts';

/** Not true of the bytes any more (they are decompressed, and masked), or for our own origin to say. */
const NOT_HANDED_ON = new Set([
  'content-encoding',
  'content-length',
  'content-security-policy',
  'content-security-policy-report-only',
  'cache-control',
  'clear-site-data',
  'strict-transport-security',
  'alt-svc',
  'refresh',
  'x-content-type-options',
  'x-request-id',
]);

/** The upstream's bytes, status and content type. A failure before the first byte is a problem, later a cut. */
export async function answerBody(
  { egress }: Pick<RunDependencies, 'egress'>,
  { target, prepared, query, signal }: AdmittedRun,
  res: ServerResponse,
): Promise<void> {
  if (!prepared.ok) throw toProblemError(prepared.error);
  const { document } = target.call;
  // Told with the first bytes of the body, so that one that cannot be read at all is still a problem.
  let head: ResponseHead | null = null;
  const start = (): void => {
    if (head !== null && !res.headersSent) writeHead(res, head, query);
  };
  const { error } = await runRequest(prepared.request, {
    egress,
    responseType: document.responseType,
    tries: document.tries,
    signal,
    mayCarrySecretsTo: prepared.mayCarrySecretsTo,
    body: 'pass',
    onHead: (received) => {
      head = received;
    },
    onChunk: (chunk) => {
      start();
      return writeChunk(res, chunk, signal);
    },
  });
  if (signal.aborted) return;
  if (error !== null && !res.headersSent) throw toProblemError(error);
  if (error !== null) {
    res.destroy();
    return;
  }
  start();
  res.end();
}

function writeHead(res: ServerResponse, head: ResponseHead, query: RunQuery): void {
  res.statusCode = head.status;
  for (const [name, value] of Object.entries(shownHeaders(head.headers, query.headers ?? 'default'))) {
    if (!NOT_HANDED_ON.has(name)) res.setHeader(name, value);
  }
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  res.setHeader('Jackfield-Outcome', 'response');
  if (/^\s*(?:text\/html|application\/xhtml)/i.test(String(res.getHeader('content-type') ?? ''))) {
    res.setHeader('Content-Disposition', 'attachment');
  }
  res.flushHeaders();
}

function writeChunk(res: ServerResponse, chunk: Uint8Array, signal: CancelSignal): void | Promise<void> {
  if (signal.aborted || res.write(chunk)) return;
  // A client that left makes no room; the signal ends the run by itself.
  return new Promise((resolve) => {
    const goOn = (): void => {
      res.off('drain', goOn);
      res.off('close', goOn);
      resolve();
    };
    res.once('drain', goOn);
    res.once('close', goOn);
  });
}

function toProblemError(error: RunError): AppError {
  const code = error.kind === 'timeout' ? 'upstream_timeout' : 'upstream_failed';
  return new AppError(code, { detail: [error.message, error.detail, error.hint].join(' '), kind: error.kind });
}
