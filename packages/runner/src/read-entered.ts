import { LIMITS, type ResponseType, type RunError } from '@jackfield/connector';
import { JsonScanner } from './json/json-scanner.ts';
import { describeFailure } from './messages.ts';
import { RESPONSE_KINDS } from './responses/response-kinds.ts';
import { RunFailure } from './run-failure.ts';

/**
 * A response that somebody typed, read as a received one of this type would be: what the envelope would have as
 * `data`, or why it is none.
 */
export async function readEntered(
  text: string,
  responseType: ResponseType,
): Promise<{ ok: true; data: Uint8Array } | { ok: false; error: RunError }> {
  const bytes = Buffer.from(text);
  const kind = RESPONSE_KINDS[responseType];
  const scanner = kind.isJson ? new JsonScanner(LIMITS.jsonDepthMax) : null;
  scanner?.push(bytes);
  try {
    const chunks = await kind.read({
      bytes,
      chunks: [bytes],
      jsonFault: scanner?.finish() ?? null,
      headers: [],
      contentType: '',
      url: '',
      listPointers: new Set(),
    });
    return { ok: true, data: chunks === null ? Buffer.from('null') : Buffer.concat(chunks) };
  } catch (error) {
    if (!(error instanceof RunFailure)) throw error;
    return { ok: false, error: describeFailure(error, (told) => told) };
  }
}
