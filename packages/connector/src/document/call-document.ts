import type { z } from 'zod';
import { LIMITS } from '../limits.ts';
import { defaultStreamSettings } from './stream-settings.ts';
import { callDocumentV1Schema } from './versions/call-document-v1.ts';

export {
  type Body,
  type BodyKind,
  bodySchema,
  METHODS,
  methodSchema,
  type RawEscape,
  type ResponseType,
  responseTypeSchema,
  type UseAs,
  useAsSchema,
} from './versions/call-document-v1.ts';

/** The newest version: the only one that code outside `versions` knows. */
export const callDocumentSchema = callDocumentV1Schema;
export type CallDocument = z.infer<typeof callDocumentSchema>;

export function emptyCallDocument(): CallDocument {
  return {
    version: 1,
    useAs: 'data',
    method: 'GET',
    url: '',
    parameters: [],
    headers: [],
    body: { kind: 'none' },
    inputs: [],
    responseType: 'json',
    stream: defaultStreamSettings(),
    disabledSharedRows: [],
    onError: 'continue',
    responseHeaders: { keep: 'default', names: [] },
    tries: LIMITS.triesDefault,
    idempotencyHeader: '',
    notes: '',
  };
}
