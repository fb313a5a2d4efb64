import type { ResponseType } from '@jackfield/connector';
import { fileResponse, imageResponse } from './file.ts';
import { jsonResponse } from './json.ts';
import { everyBody, type ResponseKind } from './response-kind.ts';
import { numberResponse, textResponse } from './text.ts';
import { xmlResponse } from './xml/xml.ts';

const emptyResponse: ResponseKind = { isJson: false, text: 'lenient', bytesMax: everyBody, read: () => null };

/** A success is read while it arrives, by `readStream`. */
const streamResponse: ResponseKind = { ...emptyResponse, text: 'strict' };

export const RESPONSE_KINDS: Readonly<Record<ResponseType, ResponseKind>> = {
  json: jsonResponse,
  xml: xmlResponse,
  text: textResponse,
  number: numberResponse,
  image: imageResponse,
  file: fileResponse,
  stream: streamResponse,
  empty: emptyResponse,
};
