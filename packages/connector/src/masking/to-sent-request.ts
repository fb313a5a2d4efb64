import { decodeUtf8 } from '../platform.ts';
import type { PreparedRequest } from '../request/prepared-request.ts';
import type { SentRequest } from '../run/envelope.ts';
import { createMasker } from './masker.ts';

/** A request as it may be shown: every secret in it, short ones too, drawn by its name. */
export function toSentRequest(request: PreparedRequest): SentRequest {
  const masker = createMasker(request.usedSecrets, { includesShort: true });
  return {
    method: request.method,
    url: masker.maskText(request.url),
    headers: request.headers.map(([name, value]) => [name, masker.maskText(value)]),
    body: request.body && masker.maskText(decodeUtf8(request.body)),
    bodyBytes: request.body?.length ?? 0,
  };
}
