import type { ServerResponse } from 'node:http';
import type { RunError } from '@jackfield/connector';
import { AppError } from '../../app-error.ts';
import { PassedBody } from '../../recording/passed-body.ts';
import { notSent } from '../../running/not-sent.ts';
import { sendRun } from '../../running/send-run.ts';
import { BodyWriter } from './body-writer.ts';
import { noteRun } from './note-run.ts';
import type { AdmittedRun, RunDependencies } from './run.types.ts';

/** The upstream's bytes, status and content type. A failure before the first byte is a problem, later a cut. */
export async function answerBody(
  dependencies: Pick<RunDependencies, 'egress' | 'connections' | 'runDepth' | 'runRecorder'>,
  run: AdmittedRun,
  res: ServerResponse,
): Promise<void> {
  const { target, prepared, query, depth, signal, requestId } = run;
  const { document } = target.call;
  if (!prepared.ok) {
    noteRun(dependencies, run, notSent(prepared.error, document.responseType));
    throw toProblemError(prepared.error);
  }
  const writer = new BodyWriter(res, { requestId, which: query.headers ?? target.call.keptHeaders, signal });
  const kept = target.project.keepsBodies ? new PassedBody() : null;
  const result = await sendRun(dependencies, target, prepared, {
    depth,
    signal,
    body: 'pass',
    stream: { keepsEvents: false },
    onHead: writer.setHead,
    onChunk: (chunk) => {
      kept?.add(chunk);
      return writer.write(chunk);
    },
  });
  noteRun(dependencies, run, kept?.addTo(result) ?? result);
  const { error } = result;
  if (signal.aborted) return;
  if (error === null) writer.end();
  else if (res.headersSent) res.destroy();
  else throw toProblemError(error);
}

function toProblemError(error: RunError): AppError {
  const code = error.kind === 'timeout' ? 'upstream_timeout' : 'upstream_failed';
  return new AppError(code, { detail: [error.message, error.detail, error.hint].join(' '), kind: error.kind });
}
