import type { z } from 'zod';
import { apiDocumentV1Schema } from './versions/api-document-v1.ts';

/** One provider, in the newest version: the only one that code outside `versions` knows. */
export const apiDocumentSchema = apiDocumentV1Schema;
export type ApiDocument = z.infer<typeof apiDocumentSchema>;

export function emptyApiDocument(): ApiDocument {
  return {
    version: 1,
    baseUrls: {},
    auth: { kind: 'none', shared: {}, byEnvironment: {} },
    headers: [],
    parameters: [],
    inputs: [],
    notes: '',
    documentationUrl: '',
  };
}
