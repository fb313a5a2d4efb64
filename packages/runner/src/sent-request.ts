import { isUtf8 } from 'node:buffer';
import type { PreparedRequest, SentRequest } from '@jackfield/connector';
import type { Hop } from './redirect.ts';

/** The request as it was sent, with its secrets as their names. A body that is no text is told by its size alone. */
export function describeSentRequest(request: PreparedRequest, hop: Hop, mask: (text: string) => string): SentRequest {
  const { body } = request;
  return {
    method: request.method,
    url: mask(request.url),
    headers: hop.headers.map(([name, value]) => [name.toLowerCase(), mask(value)]),
    body: body !== null && isUtf8(body) ? mask(Buffer.from(body).toString('utf8')) : null,
    bodyBytes: body?.length ?? 0,
  };
}
