import { type DocumentIssue, type FileValue, type Input, inputsOf, parseInputText } from '@jackfield/connector';
import { secretKey } from '../configuration/compiled.ts';
import type { RunTarget } from './prepare-run.ts';

export interface TestValues {
  inputs: Record<string, unknown>;
  /** Inputs whose value is the secret kept with the call. */
  keptInputs: Set<string>;
  issues: DocumentIssue[];
}

/**
 * The values to initialize with: what the builder typed for this time, else the kept test values. Those of sensitive
 * inputs are kept as secrets of the call, files not at all: they come along each time.
 */
export function testValuesOf(
  target: RunTarget,
  typed: Readonly<Record<string, string>>,
  files: ReadonlyMap<string, FileValue>,
): TestValues {
  const { api, call, environment } = target;
  const inputs = new Map<string, unknown>();
  const keptInputs = new Set<string>();
  const issues: DocumentIssue[] = [];
  for (const input of inputsOf(api.document, call.document, environment.id)) {
    const file = files.get(input.name);
    if (file !== undefined) {
      inputs.set(input.name, file);
      continue;
    }
    const slot = `input.${input.name}`;
    const text = Object.hasOwn(typed, input.name) ? typed[input.name] : keptText(target, input, slot);
    if (text === undefined) continue;
    if (input.isSensitive && !Object.hasOwn(typed, input.name)) keptInputs.add(slot);
    // A blank is a blank for every type; whether it is allowed is the request's to say.
    const read = text === '' ? { ok: true as const, value: '' } : parseInputText(input.type, text);
    if (read.ok) inputs.set(input.name, read.value);
    else issues.push(testValueIssue(input, read));
  }
  // An input may be called `__proto__`; fromEntries makes that a member like others.
  return { inputs: Object.fromEntries(inputs), keptInputs, issues };
}

function keptText({ environment, call }: RunTarget, input: Input, slot: string): string | undefined {
  if (!input.isSensitive) return input.testValue;
  return environment.secrets.get(secretKey('call', call.id, slot))?.value ?? undefined;
}

function testValueIssue(input: Input, { message, fix }: { message: string; fix: string }): DocumentIssue {
  const told = `The test value of input "${input.name}" ${message}`;
  return { severity: 'error', kind: 'input', path: ['inputs', input.name], message: told, fix };
}
