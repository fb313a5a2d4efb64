import {
  checkInputs,
  FileValue,
  fileInputsOf,
  type Input,
  inputsOf,
  LIMITS,
  parseInputText,
  type RunError,
} from '@jackfield/connector';
import type { CancelSignal, Egress } from '@jackfield/egress';
import { fetchFile } from '@jackfield/runner';
import type { RunTarget } from './prepare-run.ts';
import type { RunDepth } from './run-depth.ts';

export type GivenInputs = Readonly<Record<string, unknown>>;

export type FetchedInputs =
  | { ok: true; inputs: GivenInputs }
  /** As a run that is not prepared. */
  | { ok: false; error: RunError; isUnconfirmed: false };

interface Dependencies {
  egress: Egress;
  runDepth: RunDepth;
}

interface FetchOptions {
  signal: CancelSignal;
  depth: number;
  /** Nothing is fetched, as nothing is sent. */
  isDryRun?: boolean;
}

/**
 * The inputs with files in place of the addresses of files, each fetched through egress. Not a promise where the call takes
 * no files: each costs every run.
 */
export function fetchFiles(
  dependencies: Dependencies,
  target: RunTarget,
  inputs: GivenInputs,
  options: FetchOptions,
): FetchedInputs | Promise<FetchedInputs> {
  const { api, call, environment } = target;
  const fileInputs = fileInputsOf(api.document, call.document, environment.id);
  if (fileInputs.length === 0) return { ok: true, inputs };
  if (options.isDryRun) return { ok: true, inputs: withoutAddresses(target, inputs) };
  return fetchEach(dependencies, target, { inputs, fileInputs }, options);
}

/** With an empty file for each address of one: what is prepared with it is not sent. */
export function withoutAddresses({ api, call, environment }: RunTarget, inputs: GivenInputs): GivenInputs {
  const fileInputs = fileInputsOf(api.document, call.document, environment.id);
  const addresses = fileInputs.flatMap((input) => addressOf(input, inputs) ?? []);
  if (addresses.length === 0) return inputs;
  const empty = addresses.map(({ name, key }) => [key, new FileValue(name, '', new Uint8Array())] as const);
  return Object.fromEntries([...Object.entries(inputs), ...empty]);
}

async function fetchEach(
  { egress, runDepth }: Dependencies,
  target: RunTarget,
  { inputs, fileInputs }: { inputs: GivenInputs; fileInputs: readonly Input[] },
  { signal, depth }: FetchOptions,
): Promise<FetchedInputs> {
  const addresses = fileInputs.flatMap((input) => addressOf(input, inputs) ?? []);
  const fetched = new Map<string, FileValue>();
  let left = LIMITS.filesBytesMax;
  for (const value of Object.values(inputs)) if (value instanceof FileValue) left -= value.size;
  if (left < 0) return { ok: false, error: tooMuch(), isUnconfirmed: false };
  // Nothing is asked for a run that is refused anyway, for what is wrong with another input.
  const isRefused = addresses.length > 0 && checkInputs(inputsOfTarget(target), inputs).length > 0;
  if (isRefused) return { ok: true, inputs: withoutAddresses(target, inputs) };
  for (const { name, key, url } of addresses) {
    const result = await fetchFile(url, { egress, bytesMax: left, signal, hopHeaders: runDepth.hopHeaders(depth) });
    if (!result.ok) return { ok: false, error: notFetched(name, result.error), isUnconfirmed: false };
    left -= result.file.size;
    fetched.set(key, result.file);
  }
  if (fetched.size === 0) return { ok: true, inputs };
  return { ok: true, inputs: Object.fromEntries([...Object.entries(inputs), ...fetched]) };
}

function inputsOfTarget({ api, call, environment }: RunTarget): Input[] {
  return inputsOf(api.document, call.document, environment.id);
}

/** Where a file is to be fetched from, and under which of its names the input was passed; null: it is there, or wrong. */
function addressOf(
  { name, aliases, defaultValue }: Input,
  inputs: GivenInputs,
): { name: string; key: string; url: string } | null {
  const key = [name, ...aliases].find((each) => Object.hasOwn(inputs, each) && inputs[each] !== undefined) ?? name;
  const value = Object.hasOwn(inputs, key) ? inputs[key] : defaultValue;
  if (typeof value !== 'string' || value === '') return null;
  const read = parseInputText('file', value);
  return read.ok && typeof read.value === 'string' ? { name, key, url: read.value } : null;
}

/** A file is an input, so what keeps it from coming is told as one's fault, with what really happened. */
function notFetched(name: string, { kind, message, detail, hint }: RunError): RunError {
  if (kind === 'cancelled') return { kind, phase: 'prepare', message, detail, hint };
  return {
    kind: 'input',
    phase: 'prepare',
    message: `The file of input "${name}" could not be fetched. ${message}`,
    detail: `inputs.${name}: ${kind}: ${detail}`,
    hint,
  };
}

function tooMuch(): RunError {
  const megabytes = LIMITS.filesBytesMax / (1024 * 1024);
  return {
    kind: 'input',
    phase: 'prepare',
    message: `The files of this run are larger than ${megabytes} MB together.`,
    detail: 'inputs: too_large',
    hint: 'Pass smaller files.',
  };
}
