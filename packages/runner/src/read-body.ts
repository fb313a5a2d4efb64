import { isUtf8 } from 'node:buffer';
import type { HeaderList, Masker } from '@jackfield/connector';
import type { EgressResponse } from '@jackfield/egress';
import { eachChunk, tooLarge } from './body-chunks.ts';
import { toUtf8 } from './charset.ts';
import { contentEncodings } from './decompress.ts';
import { JsonScanner } from './json/json-scanner.ts';
import { positionsOf } from './json/position.ts';
import { openTexts } from './responses/opened-texts.ts';
import { RESPONSE_KINDS } from './responses/response-kinds.ts';
import { readStream } from './responses/stream/read-stream.ts';
import type { RunClock } from './run-clock.ts';
import type { RunLimits } from './run-limits.ts';
import type { RunOptions, RunResult } from './types.ts';

export interface BodySettings {
  source: EgressResponse['body'];
  status: number;
  /** Where the response came from. */
  url: string;
  /** As they came, not masked. */
  headers: HeaderList;
  isHead: boolean;
  options: RunOptions;
  limits: RunLimits;
  masker: Masker;
  /** Ends the wait for a reader that takes no more. */
  orOver: RunClock['orOver'];
}

const NOTHING = new Uint8Array(0);

/** Filled in while the body is read, so that a run that fails on the way still has what came. */
export class ReadBody {
  /** In order; what a large answer is sent on as, since joining it takes its memory once more. */
  chunks: readonly Uint8Array[] = [];
  kind: RunResult['bodyKind'] = 'none';
  sizeBytes = 0;
  readonly warnings: string[] = [];
  /** What was read of it, in JSON, where that is not the bytes themselves. */
  data: readonly Uint8Array[] | null = null;
  /** The bytes themselves are the data. */
  isData = false;

  /** All of it, joined when first asked for. */
  get bytes(): Uint8Array {
    if (this.chunks.length !== 1) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0] ?? NOTHING;
  }
}

const NO_BODY_STATUSES = new Set([204, 205, 304]);

/**
 * Reads a body to its end: decompressed, counted, masked, and, when it is to be checked, turned to UTF-8, kept and
 * read as its type, all in one pass over the chunks as they come.
 *
 * @throws RunFailure or EgressError; what was read until then is in `body`.
 */
export async function readBody(settings: BodySettings, body: ReadBody): Promise<void> {
  const { options } = settings;
  const hasNoBody = settings.isHead || NO_BODY_STATUSES.has(settings.status);
  const isSuccess = isSuccessStatus(settings.status);
  const kind = RESPONSE_KINDS[options.responseType];
  const contentType = headerOf(settings.headers, 'content-type').toLowerCase();
  const isChecked = options.body === 'check' && !hasNoBody;
  if (isChecked && isSuccess && options.responseType === 'stream') return readStream(settings, body, contentType);
  const isText = isChecked && (!isSuccess || kind.text !== 'none');
  const { readsXmlDeclaration = false } = kind;
  const text = isText
    ? toUtf8(contentType, { isStrict: isSuccess && kind.text === 'strict', readsXmlDeclaration })
    : null;
  const mask = settings.masker.createByteMasker();
  const scanner = isChecked && (!isSuccess || kind.isJson) ? new JsonScanner(settings.limits.jsonDepthMax) : null;
  const bytesMax = isChecked && isSuccess ? kind.bytesMax(settings.limits) : settings.limits.responseBytesMax;
  const kept: Uint8Array[] = [];

  const take = (chunk: Uint8Array): void | Promise<void> => {
    if (chunk.length === 0 || hasNoBody) return;
    if (isChecked) kept.push(chunk);
    scanner?.push(chunk);
    const waiting = options.onChunk?.(chunk);
    return waiting === undefined ? undefined : settings.orOver(waiting);
  };
  let isRead = false;
  try {
    const encodings = hasNoBody ? [] : contentEncodings(settings.headers);
    await eachChunk(settings.source, encodings, (chunk) => {
      body.sizeBytes += chunk.length;
      const reason = tooLarge(body.sizeBytes, bytesMax, settings.source);
      if (reason !== null) {
        // Joining what is dropped anyway would take as much memory once more.
        kept.length = 0;
        throw reason;
      }
      return take(mask.push(text === null ? chunk : text.push(chunk)));
    });
    const last = text === null ? NOTHING : text.flush();
    if (last.length > 0) await take(mask.push(last));
    const held = mask.flush();
    if (held.length > 0) await take(held);
    isRead = true;
  } finally {
    body.chunks = kept;
    if (!isRead) body.kind = kindOf(body.bytes);
  }
  const waiting = isChecked ? readAsType(settings, body, scanner, contentType) : undefined;
  if (waiting !== undefined) await waiting;
}

/** A promise only where reading takes turns: one for every body would cost each run. */
function readAsType(
  settings: BodySettings,
  body: ReadBody,
  scanner: JsonScanner | null,
  contentType: string,
): void | Promise<void> {
  const { options, masker } = settings;
  const fault = scanner?.finish() ?? null;
  const isSuccess = isSuccessStatus(settings.status);
  const isJson = scanner !== null && fault === null && (isSuccess || looksLikeJson(contentType, body.bytes));
  body.kind = isJson ? 'json' : kindOf(body.bytes);
  if (isJson && scanner.repeatedKeysCount > 0) body.warnings.push(...repeatedKeyWarnings(scanner, body.bytes));
  if (!isSuccess) {
    if (isJson) body.isData = true;
    return;
  }
  const kind = RESPONSE_KINDS[options.responseType];
  const opened = options.openedTexts ?? null;
  if (kind.isJson && isJson) {
    body.isData = opened === null;
    if (opened !== null) body.data = maskEach(masker, openTexts(body.bytes, opened, settings.limits.jsonDepthMax));
    return;
  }
  // An empty text is a text; no body at all (204, HEAD) never comes here.
  if (options.responseType === 'text' && body.kind === 'none') body.kind = 'text';
  const data = kind.read({
    get bytes() {
      return body.bytes;
    },
    chunks: body.chunks,
    jsonFault: fault,
    headers: settings.headers,
    contentType,
    url: settings.url,
    listPointers: options.listPointers ?? NO_POINTERS,
  });
  // What was read anew may spell a secret in full that its bytes did not (as `&#115;` in XML does).
  const keep = (chunks: readonly Uint8Array[]): void => {
    const read = opened === null ? chunks : openTexts(Buffer.concat(chunks), opened, settings.limits.jsonDepthMax);
    body.data = maskEach(masker, read);
  };
  if (data instanceof Promise) return data.then(keep);
  if (data !== null) keep(data);
}

const NO_POINTERS: ReadonlySet<string> = new Set();

function maskEach(masker: Masker, chunks: readonly Uint8Array[]): readonly Uint8Array[] {
  if (!masker.hasPatterns) return chunks;
  const mask = masker.createByteMasker();
  return [...chunks.map((chunk) => mask.push(chunk)), mask.flush()];
}

function isSuccessStatus(status: number): boolean {
  return status >= 200 && status < 300;
}

/** `404` or `true` in plain text is JSON by chance; an object or a list is so on purpose. */
function looksLikeJson(contentType: string, bytes: Uint8Array): boolean {
  if (contentType === '' || /[/+]json\b/.test(contentType)) return true;
  const first = bytes.find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return first === 0x7b || first === 0x5b;
}

function repeatedKeyWarnings(scanner: JsonScanner, bytes: Uint8Array): string[] {
  const positions = positionsOf(
    bytes,
    scanner.repeatedKeys.map(({ start }) => start),
  );
  const warnings = scanner.repeatedKeys.map(({ start, end }, index) => {
    const key = Buffer.from(bytes.subarray(start, Math.min(end, start + 100))).toString('utf8');
    const { line, column } = positions[index] ?? {};
    return `The key "${key}" stands twice in its object (line ${line}, column ${column}); most readers keep the last one.`;
  });
  const more = scanner.repeatedKeysCount - scanner.repeatedKeys.length;
  if (more > 0) warnings.push(`${more} more keys stand twice in their objects.`);
  return warnings;
}

function headerOf(headers: HeaderList, name: string): string {
  return headers.find(([candidate]) => candidate === name)?.[1] ?? '';
}

function kindOf(bytes: Uint8Array): 'none' | 'text' | 'binary' {
  if (bytes.length === 0) return 'none';
  return isUtf8(bytes) ? 'text' : 'binary';
}
