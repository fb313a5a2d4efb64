import type { ServerResponse } from 'node:http';
import { envelopeChunks } from '@jackfield/runner';
import { answeredStatus } from '../../running/answered-status.ts';
import { sendRun } from '../../running/send-run.ts';
import { noteRun } from './note-run.ts';
import type { AdmittedRun, RunDependencies } from './run.types.ts';

/** Up to here a copy costs less than writing each part. */
const JOINED_BYTES_MAX = 16 * 1024;

/** The envelope, the same whatever became of the run. The upstream's bytes are handed on as they are. */
export async function answerEnvelope(
  dependencies: Pick<RunDependencies, 'egress' | 'connections' | 'runDepth' | 'runRecorder'>,
  run: AdmittedRun,
  res: ServerResponse,
): Promise<void> {
  const { target, prepared, query, depth, signal, requestId } = run;
  const stream = { keepsEvents: true };
  const result = await sendRun(dependencies, target, prepared, { depth, signal, body: 'check', stream });
  noteRun(dependencies, run, result);
  if (signal.aborted) return;
  if (prepared.ok) result.warnings.unshift(...prepared.warnings);
  const chunks = envelopeChunks(result, {
    includeRawBody: query.include === 'rawBody',
    headers: query.headers ?? target.call.keptHeaders,
  });
  let size = 0;
  for (const chunk of chunks) size += chunk.length;
  // As a flat list, with nothing set before: Node writes it as it is.
  res.writeHead(answeredStatus(result, query.onError ?? target.call.document.onError), [
    'X-Request-Id',
    requestId,
    'X-Content-Type-Options',
    'nosniff',
    'Content-Type',
    'application/json; charset=utf-8',
    'Content-Length',
    String(size),
    'Cache-Control',
    'no-store',
    'Jackfield-Outcome',
    result.outcome,
  ]);
  if (size <= JOINED_BYTES_MAX) {
    res.end(Buffer.concat(chunks, size));
    return;
  }
  res.cork();
  for (const chunk of chunks) res.write(chunk);
  res.end();
}
