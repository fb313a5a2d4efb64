import type { ServerResponse } from 'node:http';
import { envelopeChunks, eventJson, shownHeaders } from '@jackfield/runner';
import { isSuccessStatus } from '../../running/is-success.ts';
import { sendRun } from '../../running/send-run.ts';
import { EventStreamWriter } from './event-stream-writer.ts';
import { noteRun } from './note-run.ts';
import type { AdmittedRun, RunDependencies } from './run.types.ts';

/** The events of a stream as they come, as server-sent events of ours, and the envelope as the last one. */
export async function answerStream(
  dependencies: Pick<RunDependencies, 'egress' | 'connections' | 'runDepth' | 'runRecorder'>,
  run: AdmittedRun,
  res: ServerResponse,
): Promise<void> {
  const { target, prepared, query, depth, signal, requestId } = run;
  const headers = query.headers ?? target.call.keptHeaders;
  const writer = new EventStreamWriter(res, requestId);
  try {
    const result = await sendRun(dependencies, target, prepared, {
      depth,
      signal,
      body: 'check',
      onHead: (head) => {
        const { status } = head;
        const told = { status, ok: isSuccessStatus(status), headers: shownHeaders(head.headers, headers) };
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
    void writer.write('end', envelopeChunks(result, { includeRawBody: false, headers }));
    writer.end();
  } finally {
    writer.stop();
  }
}
