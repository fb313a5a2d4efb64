import { decodeUtf8 } from '../platform.ts';
import type { BodyView, PreparedRequest } from '../request/prepared-request.ts';
import type { SentRequest } from '../run/envelope.ts';
import { createMasker, type Masker } from './masker.ts';

/**
 * A request as it may be shown: every secret in it drawn by its name, and files by theirs. `masker`: of its secrets and
 * of what was made of them, short ones included; made here where there is none yet.
 */
export function toSentRequest(
  request: PreparedRequest,
  { maskText }: Pick<Masker, 'maskText'> = createMasker(request.usedSecrets, { includesShort: true }),
): SentRequest {
  return {
    method: request.method,
    url: maskText(request.url),
    headers: request.headers.map(([name, value]) => [name, maskText(value)]),
    ...toSentBody(request, maskText),
  };
}

/** `maskText` leaves a preview as it is, which holds no secret. */
export function toSentBody(
  { body, viewBody }: Pick<PreparedRequest, 'body' | 'viewBody'>,
  maskText: (text: string) => string,
): Pick<SentRequest, 'body' | 'bodyBytes' | 'form' | 'file'> {
  if (body === null) return { body: null, bodyBytes: 0 };
  const { text, form, file }: BodyView = viewBody?.() ?? { text: decodeUtf8(body) };
  return {
    body: maskText(text),
    bodyBytes: body.length,
    ...(form && {
      form: form.map((part) => ({
        ...part,
        name: maskText(part.name),
        value: part.value && maskText(part.value),
      })),
    }),
    ...(file && { file }),
  };
}
