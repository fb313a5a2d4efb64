import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { LIMITS } from '@jackfield/connector';
import { runRequestSchema } from '@jackfield/contracts';
import { findInexactNumber } from '@jackfield/shape';
import { AppError, invalidRequest } from '../../app-error.ts';
import { isForm, readForm } from '../../http/read-form.ts';
import { withFiles } from '../../running/with-files.ts';
import { findExcess } from './find-excess.ts';

export type RunInputs = Readonly<Record<string, unknown>>;

const NO_INPUTS: RunInputs = {};
/** More than any call can have. */
const INPUTS_MAX = 1_000;

/** The inputs of a run. Throws the problem: too large, not JSON, or not of the form `{"inputs": {…}}`. */
export async function readRunBody(req: IncomingMessage): Promise<RunInputs> {
  if (isForm(req)) return readRunForm(req);
  const bytes = await readBytes(req);
  if (bytes.length === 0) return NO_INPUTS;
  requireJson(req);
  return readInputs(bytes, (json) => json);
}

/** The part `inputs` is the JSON of the inputs; each other part is the file of the input of its name. */
async function readRunForm(req: IncomingMessage): Promise<RunInputs> {
  const { json, files } = await readForm(req, 'inputs');
  const inputs = json === null ? NO_INPUTS : readInputs(json, (inputs) => ({ inputs }));
  return withFiles(inputs, files);
}

function readInputs(bytes: Buffer, toBody: (json: unknown) => unknown): RunInputs {
  const excess = findExcess(bytes);
  if (excess !== null) throw tooMuch(excess);
  const body = toBody(parseBody(bytes));
  const inputs = plainInputs(body);
  if (inputs !== null) return notTooMany(inputs);
  const parsed = runRequestSchema.safeParse(body);
  if (parsed.success) return notTooMany(parsed.data.inputs ?? NO_INPUTS);
  const errors = parsed.error.issues.map((issue) => ({
    path: ['body', ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))],
    message: issue.message,
    fix: 'Send {"inputs": {"name": "value"}}.',
  }));
  throw invalidRequest(errors, 'The body is not as it should be. Send {"inputs": {…}}.');
}

/** The inputs of a body that is plainly right, as nearly all are; null: the schema has to look, and says what is wrong. */
function plainInputs(body: unknown): RunInputs | null {
  if (!isRecord(body) || !isRecord(body.inputs) || Object.keys(body).length !== 1) return null;
  return body.inputs;
}

/** Each that a call does not know would be named in the answer. */
function notTooMany(inputs: RunInputs): RunInputs {
  if (Object.keys(inputs).length <= INPUTS_MAX) return inputs;
  throw tooMuch(`There are more than ${INPUTS_MAX} inputs.`);
}

function tooMuch(message: string): AppError {
  return invalidRequest([{ path: ['inputs'], message, fix: 'Pass less, or pass it as text.' }], message);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** By events: leaving a `for await` early would destroy the connection before the problem is told. */
function readBytes(req: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= LIMITS.runRequestBytesMax) {
        chunks.push(chunk);
        return;
      }
      req.off('data', onData);
      reject(tooLarge());
    };
    if (Number(req.headers['content-length'] ?? 0) > LIMITS.runRequestBytesMax) {
      reject(tooLarge());
      return;
    }
    req.on('data', onData);
    req.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)));
    req.once('error', reject);
  });
}

function tooLarge(): AppError {
  const megabytes = LIMITS.runRequestBytesMax / (1024 * 1024);
  return new AppError('body_too_large', { detail: `The body may be at most ${megabytes} MB. Pass smaller values.` });
}

function requireJson(req: IncomingMessage): void {
  const type = req.headers['content-type'] ?? '';
  const encoding = req.headers['content-encoding'] ?? 'identity';
  if (/^application\/json\s*(?:;|$)/i.test(type) && encoding === 'identity') return;
  throw new AppError('unsupported_media_type', {
    detail:
      'Only plain JSON and multipart/form-data are read here. Send it with Content-Type: application/json and no Content-Encoding.',
  });
}

function parseBody(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) throw malformed('not UTF-8');
  // A byte order mark is no part of the text.
  const start = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
  const text = bytes.toString('utf8', start);
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    throw malformed('not complete, valid JSON', cause);
  }
  const number = findInexactNumber(text);
  if (number === null) return body;
  // Not quoted: it may be the value of a sensitive input, such as the number of a card.
  const message = `A number of ${number.length} characters has more digits than a JSON number here can carry exactly.`;
  throw invalidRequest([{ path: ['inputs'], message, fix: 'Pass it as text, in quotation marks.' }]);
}

function malformed(reason: string, cause?: unknown): AppError {
  return new AppError('malformed_body', { detail: `The body is ${reason}. Send {"inputs": {…}}.`, cause });
}
