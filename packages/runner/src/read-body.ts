import { isUtf8 } from 'node:buffer';
import type { HeaderList, Masker } from '@jackfield/connector';
import type { EgressResponse } from '@jackfield/egress';
import { toUtf8 } from './charset.ts';
import { contentEncodings, decompress } from './decompress.ts';
import { JsonScanner } from './json/json-scanner.ts';
import { positionOf } from './json/position.ts';
import { RunFailure } from './run-failure.ts';
import type { RunLimits } from './run-limits.ts';
import type { RunOptions, RunResult } from './types.ts';

export interface BodySettings {
  source: EgressResponse['body'];
  status: number;
  /** As they came, not masked. */
  headers: HeaderList;
  isHead: boolean;
  options: RunOptions;
  limits: RunLimits;
  masker: Masker;
}

/** Filled in while the body is read, so that a run that fails on the way still has what came. */
export interface ReadBody {
  bytes: Uint8Array;
  kind: RunResult['bodyKind'];
  sizeBytes: number;
  warnings: string[];
}

const NO_BODY_STATUSES = new Set([204, 205, 304]);
const NOTHING = new Uint8Array(0);

/**
 * Reads a body to its end: decompressed, counted, masked, and, when it is to be checked, turned to UTF-8, kept and
 * read as its type, all in one pass over the chunks as they come.
 *
 * @throws RunFailure or EgressError; what was read until then is in `body`.
 */
export async function readBody(settings: BodySettings, body: ReadBody): Promise<void> {
  const { options } = settings;
  const hasNoBody = settings.isHead || NO_BODY_STATUSES.has(settings.status);
  const isSuccess = settings.status >= 200 && settings.status < 300;
  const contentType = headerOf(settings.headers, 'content-type').toLowerCase();
  const isChecked = options.body === 'check' && !hasNoBody;
  const isStrict = isSuccess && options.responseType !== 'empty';
  const text = isChecked ? toUtf8(contentType, isStrict) : null;
  const mask = settings.masker.createByteMasker();
  const scanner =
    isChecked && (!isSuccess || options.responseType === 'json') ? new JsonScanner(settings.limits.jsonDepthMax) : null;
  const kept: Uint8Array[] = [];

  const take = (chunk: Uint8Array): void | Promise<void> => {
    if (chunk.length === 0 || hasNoBody) return;
    if (isChecked) kept.push(chunk);
    scanner?.push(chunk);
    return options.onChunk?.(chunk);
  };
  try {
    const encodings = hasNoBody ? [] : contentEncodings(settings.headers);
    await eachChunk(settings.source, encodings, (chunk) => {
      body.sizeBytes += chunk.length;
      if (body.sizeBytes > settings.limits.responseBytesMax) throw tooLarge(settings.limits.responseBytesMax);
      return take(mask.push(text === null ? chunk : text.push(chunk)));
    });
    const last = text === null ? NOTHING : text.flush();
    if (last.length > 0) await take(mask.push(last));
    const held = mask.flush();
    if (held.length > 0) await take(held);
  } finally {
    body.bytes = join(kept);
    body.kind = body.bytes.length === 0 ? 'none' : isUtf8(body.bytes) ? 'text' : 'binary';
  }
  if (isChecked) readAsType(settings, body, scanner, contentType, isSuccess);
}

/** Hands on the decoded chunks, one after another. What is there already is taken without a promise for each. */
async function eachChunk(
  source: EgressResponse['body'],
  encodings: readonly string[],
  take: (chunk: Uint8Array) => void | Promise<void>,
): Promise<void> {
  if (encodings.length > 0) {
    for await (const chunk of decompress(source, encodings)) {
      const waiting = take(chunk);
      if (waiting !== undefined) await waiting;
    }
    return;
  }
  while (!source.isDone) {
    const chunk = source.read() ?? (await source.next()).value;
    const waiting = chunk === undefined ? undefined : take(chunk);
    if (waiting !== undefined) await waiting;
  }
}

function readAsType(
  settings: BodySettings,
  body: ReadBody,
  scanner: JsonScanner | null,
  contentType: string,
  isSuccess: boolean,
): void {
  const fault = scanner?.finish() ?? null;
  const isJson = scanner !== null && fault === null && (isSuccess || looksLikeJson(contentType, body.bytes));
  if (isJson) {
    body.kind = 'json';
    body.warnings.push(...repeatedKeyWarnings(scanner, body.bytes));
  }
  if (!isSuccess) return;
  const { responseType } = settings.options;
  // An empty text is a text; no body at all (204, HEAD) never comes here.
  if (responseType === 'text' && body.kind === 'none') body.kind = 'text';
  if (responseType === 'json' && fault !== null) throw notJson(body, fault, contentType);
  if (responseType === 'text' && body.kind === 'binary') {
    throw new RunFailure({
      kind: 'decode',
      phase: 'body',
      detail: 'The bytes are not text: they are not valid in UTF-8, and no other character set is named.',
      hint: 'If the API sends an older character set, it has to say so in its Content-Type.',
    });
  }
}

function notJson(body: ReadBody, fault: { byte: number; reason: string }, contentType: string): RunFailure {
  if (body.bytes.length === 0) {
    return new RunFailure({
      kind: 'decode',
      phase: 'body',
      detail: 'The response is empty, so there is no JSON in it.',
      hint: 'If this call has no response, choose the response type Empty.',
    });
  }
  const { line, column } = positionOf(body.bytes, fault.byte);
  const start = Buffer.from(body.bytes.subarray(0, 200)).toString('utf8').trimStart().toLowerCase();
  const isHtml = contentType.startsWith('text/html') || start.startsWith('<!doctype html') || start.startsWith('<html');
  return new RunFailure({
    kind: 'decode',
    phase: 'body',
    detail: `Not JSON at line ${line}, column ${column} (byte ${fault.byte}): ${fault.reason}.`,
    ...(isHtml
      ? { hint: 'The response is a web page, not JSON. Check the URL: pages and APIs often have different addresses.' }
      : {}),
  });
}

/** `404` or `true` in plain text is JSON by chance; an object or a list is so on purpose. */
function looksLikeJson(contentType: string, bytes: Uint8Array): boolean {
  if (contentType === '' || /[/+]json\b/.test(contentType)) return true;
  const first = bytes.find((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d);
  return first === 0x7b || first === 0x5b;
}

function repeatedKeyWarnings(scanner: JsonScanner, bytes: Uint8Array): string[] {
  const warnings = scanner.repeatedKeys.map(({ start, end }) => {
    const key = Buffer.from(bytes.subarray(start, Math.min(end, start + 100))).toString('utf8');
    const { line, column } = positionOf(bytes, start);
    return `The key "${key}" stands twice in its object (line ${line}, column ${column}); most readers keep the last one.`;
  });
  const more = scanner.repeatedKeysCount - scanner.repeatedKeys.length;
  if (more > 0) warnings.push(`${more} more keys stand twice in their objects.`);
  return warnings;
}

function tooLarge(limit: number): RunFailure {
  const detail = `more than ${limit} bytes after decompression`;
  return new RunFailure({ kind: 'too_large', phase: 'body', detail });
}

function headerOf(headers: HeaderList, name: string): string {
  return headers.find(([candidate]) => candidate === name)?.[1] ?? '';
}

function join(chunks: readonly Uint8Array[]): Uint8Array {
  return chunks.length === 1 ? (chunks[0] ?? NOTHING) : Buffer.concat(chunks);
}
