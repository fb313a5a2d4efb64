import type { StreamedEvent } from '@jackfield/contracts';
import type { StreamPart } from '@jackfield/runner';

/** A part of a stream as the editor is told of it. */
export function streamedEvents({ event, text }: StreamPart): (StreamedEvent | { type: 'text'; text: string })[] {
  return [
    ...(event === null ? [] : [{ type: 'event' as const, ...event }]),
    ...(text === '' ? [] : [{ type: 'text' as const, text }]),
  ];
}
