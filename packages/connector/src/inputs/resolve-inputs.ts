import type { Input } from '../document/input.ts';
import type { DocumentIssue } from '../request/prepared-request.ts';
import type { InputValue } from './input-value.ts';
import { readInput } from './parse-input.ts';

export interface ResolvedInput {
  definition: Input;
  /** Undefined: no value. */
  value: InputValue | undefined;
}

export interface ResolvedInputs {
  byName: Map<string, ResolvedInput>;
  issues: DocumentIssue[];
  /** Required ones without a value: an error for a run, a drawn placeholder for a preview. */
  missing: DocumentIssue[];
}

/** `null` prototype or not, only own members of the caller's object are values. */
function ownValue(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function issueOf(name: string, message: string, fix: string): DocumentIssue {
  return { severity: 'error', kind: 'input', path: ['inputs', name], message: `Input "${name}" ${message}`, fix };
}

/**
 * Reads what a caller passed against the inputs that a call uses.
 * `otherNames`: names that are known but not used by this call; passing them is no error.
 */
export function resolveInputs(
  definitions: readonly Input[],
  values: Readonly<Record<string, unknown>>,
  otherNames: ReadonlySet<string> = new Set(),
): ResolvedInputs {
  const byName = new Map<string, ResolvedInput>();
  const issues: DocumentIssue[] = [];
  const missing: DocumentIssue[] = [];
  const names = new Set(definitions.map((definition) => definition.name));
  const taken = new Set<string>();
  for (const definition of definitions) {
    const given = givenNames(definition, names, values);
    for (const name of given) taken.add(name);
    if (given.length > 1) {
      const list = given.map((name) => `"${name}"`).join(' and ');
      issues.push(issueOf(definition.name, `is passed twice: as ${list}.`, 'Pass it once.'));
    }
    const passed = given[0] === undefined ? undefined : ownValue(values, given[0]);
    const value = readOne(definition, passed, issues, missing);
    byName.set(definition.name, { definition, value });
  }
  for (const name of Object.keys(values)) {
    if (values[name] === undefined || taken.has(name) || names.has(name) || otherNames.has(name)) continue;
    const known = [...names].map((each) => `"${each}"`).join(', ');
    const fix = known === '' ? 'This call has no inputs: leave it out.' : `The inputs are ${known}.`;
    issues.push(issueOf(name, 'is not an input of this call.', fix));
  }
  return { byName, issues, missing };
}

/** Under which of its names an input has a value: its own first, then its aliases that are no other input's name. */
function givenNames(
  definition: Input,
  names: ReadonlySet<string>,
  values: Readonly<Record<string, unknown>>,
): string[] {
  const aliases = definition.aliases.filter((alias) => !names.has(alias));
  return [definition.name, ...aliases].filter((name) => ownValue(values, name) !== undefined);
}

function readOne(
  definition: Input,
  passed: unknown,
  issues: DocumentIssue[],
  missing: DocumentIssue[],
): InputValue | undefined {
  const { name, type } = definition;
  const value = passed === undefined ? definition.defaultValue : passed;
  if (value === undefined) {
    if (definition.isRequired) missing.push(issueOf(name, 'has no value.', 'Give it a value.'));
    return undefined;
  }
  if (value === '') return readBlank(definition, issues);
  const result = readInput(type, value);
  if (result.ok) return result.value;
  const issue = issueOf(name, result.message, result.fix);
  issues.push(
    passed === undefined
      ? { ...issue, kind: 'config', message: `The default of input "${name}" ${result.message}` }
      : issue,
  );
  return undefined;
}

/** An empty text is a blank; for types that have no empty value an allowed blank is no value. */
function readBlank(definition: Input, issues: DocumentIssue[]): InputValue | undefined {
  if (!definition.allowBlank) {
    issues.push(issueOf(definition.name, 'is blank.', 'Pass a value, or let the input allow blank.'));
    return undefined;
  }
  return definition.type === 'text' ? { type: 'text', text: '' } : undefined;
}

/**
 * Checks what a caller passed against a call's inputs: unknown, missing, of the wrong type, blank where that is not
 * allowed. All issues at once, each naming the input.
 */
export function checkInputs(definitions: readonly Input[], values: Readonly<Record<string, unknown>>): DocumentIssue[] {
  const { issues, missing } = resolveInputs(definitions, values);
  return [...missing, ...issues];
}
