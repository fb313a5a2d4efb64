import { invalidRequest } from '../../app-error.ts';
import type { RunTarget } from '../../running/prepare-run.ts';
import type { RunQuery } from './read-run-query.ts';

/** How a run is answered: as the address says, else as events where the call is a stream and the client takes them. */
export function answerOf(
  query: RunQuery,
  { call }: RunTarget,
  accept: string | undefined,
): 'envelope' | 'body' | 'stream' {
  const isStream = call.document.responseType === 'stream';
  if (query.answer === undefined) return isStream && takesEventStream(accept) ? 'stream' : 'envelope';
  if (query.answer !== 'stream' || isStream) return query.answer;
  const message = `${call.name} is not a stream: its response comes in one piece.`;
  throw invalidRequest([
    { path: ['query', 'answer'], message, fix: 'Leave answer out, or choose the response type Stream.' },
  ]);
}

/** RFC 9110 §12.5.1: named, and not with a weight of nothing. */
function takesEventStream(accept: string | undefined): boolean {
  return (accept ?? '')
    .split(',')
    .map((range) =>
      range
        .toLowerCase()
        .split(';')
        .map((part) => part.trim()),
    )
    .some(
      ([type, ...parameters]) =>
        type === 'text/event-stream' && !parameters.some((each) => /^q=0(?:\.0*)?$/.test(each)),
    );
}
