import type { ServerResponse } from 'node:http';
import { envelopeChunks, eventJson, shownHeaders } from '@jackfield/runner';
import { answeredStatus } from '../../running/answered-status.ts';
import { isSuccessStatus } from '../../running/is-success.ts';
import { sendRun } from '../../running/send-run.ts';
import { EventStreamWriter } from './event-stream-writer.ts';
import { noteRun } from './note-run.ts';
import type { AdmittedRun, RunDependencies } from './run.types.ts';

/**
 * The events of a stream as they come, as server-sent events of ours, and the envelope as the last one. The answer begins
 * at once, so that a client sees that the run did; where a run that does not end well is to stop the caller it waits
 * for the API's head, so that the status can say so.
 */
export async function answerStream(
  dependencies: Pick<RunDependencies, 'egress' | 'connections' | 'runDepth' | 'runRecorder'>,
  run: AdmittedRun,
  res: ServerResponse,
): Promise<void> {
  const { target, prepared, query, depth, signal, requestId } = run;
  const headers = query.headers ?? target.call.keptHeaders;
  const onError = query.onError ?? target.call.document.onError;
  const writer = new EventStreamWriter(res, requestId);
  if (onError === 'continue') writer.begin(200);
  try {
    const result = await sendRun(dependencies, target, prepared, {
      depth,
      signal,
      body: 'check',
      onHead: (head) => {
        const { status } = head;
        const told = { status, ok: isSuccessStatus(status), headers: shownHeaders(head.headers, headers) };
        writer.begin(answeredStatus({ outcome: 'response', head }, onError));
        void writer.write('head', [Buffer.from(JSON.stringify(told))]);
      },
      stream: {
        keepsEvents: false,
        onPart: ({ event, text }) => {
          const waiting = event === null ? undefined : writer.write('event', [Buffer.from(eventJson(event))]);
          return text === '' ? waiting : writer.write('text', [Buffer.from(JSON.stringify({ text }))]);
        },
      },
    });
    noteRun(dependencies, run, result);
    if (signal.aborted) return;
    if (prepared.ok) result.warnings.unshift(...prepared.warnings);
    writer.begin(answeredStatus(result, onError));
    void writer.write('end', envelopeChunks(result, { includeRawBody: false, headers }));
    writer.end();
  } finally {
    writer.stop();
  }
}
