import { type Input, parseInputText } from '@jackfield/connector';
import type { ApiProblem } from '../../../lib/api-problem.ts';

/** What was typed into the form of a call, by input; a text that is not there was never touched. */
export type FormValues = Readonly<Record<string, string>>;

/** Files that were chosen, by input; never kept beyond the page. */
export type FormFiles = ReadonlyMap<string, File>;

export interface ReadForm {
  /** What to pass; inputs without a value are left out. */
  inputs: Record<string, unknown>;
  /** What to pass beside them. */
  files: FormFiles;
  /** By input, why what was typed cannot be passed. */
  errors: Record<string, string>;
}

/** Reads what was typed by the types of the inputs. Empty is no value, or a blank where only that can be meant. */
export function readForm(inputs: readonly Input[], values: FormValues, chosen: FormFiles = new Map()): ReadForm {
  const read: [string, unknown][] = [];
  const files = new Map<string, File>();
  const errors: [string, string][] = [];
  for (const input of inputs) {
    const file = input.type === 'file' ? chosen.get(input.name) : undefined;
    if (file !== undefined) {
      files.set(input.name, file);
      continue;
    }
    const text = Object.hasOwn(values, input.name) ? (values[input.name] ?? '') : '';
    const mustHave = input.isRequired && input.defaultValue === undefined;
    if (text === '') {
      if (mustHave && input.allowBlank) read.push([input.name, '']);
      else if (mustHave) errors.push([input.name, input.type === 'file' ? 'Choose a file.' : 'Give it a value.']);
      continue;
    }
    const parsed = parseInputText(input.type, text);
    if (parsed.ok) read.push([input.name, parsed.value]);
    else errors.push([input.name, `It ${parsed.message} ${parsed.fix}`]);
  }
  return { inputs: Object.fromEntries(read), files, errors: Object.fromEntries(errors) };
}

/** The test values of a call, without those that are secrets. */
export function testValuesOf(inputs: readonly Input[]): FormValues {
  return Object.fromEntries(
    inputs.flatMap(({ name, isSensitive, testValue }) =>
      isSensitive || testValue === undefined || testValue === '' ? [] : [[name, testValue]],
    ),
  );
}

/** What may be kept for the next visit of the page. */
export function withoutSensitive(inputs: readonly Input[], values: FormValues): FormValues {
  const kept = inputs.filter(({ isSensitive }) => !isSensitive).map(({ name }) => name);
  return Object.fromEntries(Object.entries(values).filter(([name]) => kept.includes(name)));
}

/** What the server says of single inputs, by their names. */
export function inputErrorsOf(problem: Pick<ApiProblem, 'errors'> | null): Record<string, string> {
  return Object.fromEntries(
    (problem?.errors ?? []).flatMap(({ path, message, fix }) =>
      path[0] === 'inputs' && path[1] !== undefined
        ? [[String(path[1]), [message, fix].filter(Boolean).join(' ')]]
        : [],
    ),
  );
}
