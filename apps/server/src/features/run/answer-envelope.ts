import type { ServerResponse } from 'node:http';
import type { RunError } from '@jackfield/connector';
import { envelopeChunks, type RunResult, runRequest } from '@jackfield/runner';
import type { AdmittedRun, RunDependencies } from './run.types.ts';

/** Up to here a copy costs less than writing each part. */
const JOINED_BYTES_MAX = 16 * 1024;

/** The envelope: always 200, whatever became of the run. The upstream's bytes are handed on as they are. */
export async function answerEnvelope(
  { egress }: Pick<RunDependencies, 'egress'>,
  { target, prepared, query, signal }: AdmittedRun,
  res: ServerResponse,
): Promise<void> {
  const { document } = target.call;
  const result = prepared.ok
    ? await runRequest(prepared.request, {
        egress,
        responseType: document.responseType,
        tries: document.tries,
        signal,
        mayCarrySecretsTo: prepared.mayCarrySecretsTo,
        body: 'check',
      })
    : notSent(prepared.error, document.responseType);
  if (signal.aborted) return;
  if (prepared.ok) result.warnings.unshift(...prepared.warnings);
  const chunks = envelopeChunks(result, {
    includeRawBody: query.include === 'rawBody',
    headers: query.headers ?? 'default',
  });
  const size = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  res.writeHead(200, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': size,
    'Cache-Control': 'no-store',
    'Jackfield-Outcome': result.outcome,
  });
  if (size <= JOINED_BYTES_MAX) {
    res.end(Buffer.concat(chunks, size));
    return;
  }
  res.cork();
  for (const chunk of chunks) res.write(chunk);
  res.end();
}

/** The result of a run that was refused before anything was sent. */
function notSent(error: RunError, responseType: RunResult['responseType']): RunResult {
  return {
    responseType,
    outcome: error.kind,
    head: null,
    body: new Uint8Array(0),
    bodyKind: 'none',
    sizeBytes: 0,
    error,
    warnings: [],
    timing: {
      startedAt: new Date().toISOString(),
      dnsMs: null,
      connectMs: null,
      tlsMs: null,
      firstByteMs: null,
      downloadMs: null,
      totalMs: 0,
    },
    attempts: 0,
    request: { method: '', url: '', headers: [], body: null, bodyBytes: 0 },
  };
}
