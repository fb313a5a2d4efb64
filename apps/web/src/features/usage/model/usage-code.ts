import { type Input, parseInputText } from '@jackfield/connector';
import { type OnError, RUN_PATH_PREFIX, type UsedAs } from '@jackfield/contracts';
import type { ShapeSchema } from '@jackfield/shape';

export interface UsageCodeArguments {
  /** Of this server, without a slash at its end. */
  address: string;
  project: string;
  api: string;
  call: string;
  /** What the call is shown as: `Create payment`. */
  name: string;
  inputs: readonly Input[];
  /** Of the saved shape; null while there is none. */
  schema: ShapeSchema | null;
  /** Of the error shape; null while none is kept. */
  errorSchema: ShapeSchema | null;
  /** Said in the address, so that a later change of the call does not change what the code does. */
  onError: OnError;
  /** For a call that is used both ways, which way is meant. */
  as: UsedAs | null;
  /** Each end user has their own connection, and is named in the address. */
  isPerEndUser: boolean;
}

export const TOKEN_PLACEHOLDER = 'YOUR_TOKEN';
const USER_PLACEHOLDER = 'YOUR_USER';

/** The command that runs a call from outside, with its test values as inputs; the token is the reader's to fill in. */
export function curlCode(call: UsageCodeArguments): string {
  const inputs = exampleInputs(call.inputs);
  const files = uploads(call.inputs);
  const lines = [`curl -X POST '${addressOf(call)}'`, `  -H 'Authorization: Bearer ${TOKEN_PLACEHOLDER}'`];
  if (files.length > 0) {
    lines.push(`  --form-string ${quoted(`inputs=${JSON.stringify(inputs, null, 2)}`)}`);
    lines.push(...files.map(({ name }) => `  -F ${quoted(`${name}=@${exampleFile(name)}`)}`));
  } else {
    lines.push(`  -H 'Content-Type: application/json'`, `  -d ${quoted(JSON.stringify({ inputs }, null, 2))}`);
  }
  return lines.join(' \\\n');
}

/** How a program takes what it was answered. */
export function readResult(onError: OnError): string {
  return onError === 'stop'
    ? `// 424 with the whole result where the API did not answer well; anything else is a refusal of Jackfield itself.
if (!response.ok) throw new Error(await response.text());
console.log((await response.json()).data);
`
    : `// A refusal of Jackfield itself is no 2xx; what the API says is in the result.
if (!response.ok) throw new Error(await response.text());
const result = await response.json();
if (!result.ok) throw new Error(result.error?.message ?? \`The API answered \${result.status}.\`);
console.log(result.data);
`;
}

/** The same for Node, Deno, Bun and workers: anything that keeps a token to itself. */
export function fetchCode(call: UsageCodeArguments): string {
  const inputs = JSON.stringify(exampleInputs(call.inputs), null, 2);
  const files = uploads(call.inputs);
  if (files.length > 0) {
    const set = files.map(({ name }) => {
      const path = JSON.stringify(exampleFile(name));
      return `form.set(${JSON.stringify(name)}, new Blob([await readFile(${path})]), ${path});\n`;
    });
    return `import { readFile } from 'node:fs/promises';

const form = new FormData();
form.set('inputs', JSON.stringify(${inputs}));
${set.join('')}const response = await fetch('${addressOf(call)}', {
  method: 'POST',
  headers: { Authorization: 'Bearer ${TOKEN_PLACEHOLDER}' },
  body: form,
});
${readResult(call.onError)}`;
  }
  return `const response = await fetch('${addressOf(call)}', {
  method: 'POST',
  headers: {
    Authorization: 'Bearer ${TOKEN_PLACEHOLDER}',
    'Content-Type': 'application/json',
  },
  body: JSON.stringify({
    inputs: ${indented(inputs, 4)},
  }),
});
${readResult(call.onError)}`;
}

export function addressOf(call: UsageCodeArguments): string {
  return `${addressWithoutUser(call)}${call.isPerEndUser ? `&user=${USER_PLACEHOLDER}` : ''}`;
}

export function addressWithoutUser({ address, project, api, call, as, onError }: UsageCodeArguments): string {
  const query = new URLSearchParams({ ...(as === null ? {} : { as }), onError });
  return `${address}${RUN_PATH_PREFIX}${project}/${api}/${call}?${query}`;
}

/** Nothing has to be passed. */
export function isWithoutInputs(inputs: readonly Input[]): boolean {
  return inputs.every((input) => !mustBePassed(input));
}

export function mustBePassed({ isRequired, defaultValue }: Input): boolean {
  return isRequired && defaultValue === undefined;
}

/** Files that are passed as such; one whose test value is an address is passed by it. */
function uploads(inputs: readonly Input[]): Input[] {
  return inputs.filter((input) => input.type === 'file' && input.testValue === undefined && mustBePassed(input));
}

/** Where the file of an input may lie. */
function exampleFile(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_.-]+/g, '-');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function exampleInputs(inputs: readonly Input[]): Record<string, unknown> {
  const files = new Set(uploads(inputs));
  const given = inputs.filter((input) => !files.has(input) && (input.testValue !== undefined || mustBePassed(input)));
  // An input may be called `__proto__`; fromEntries makes that a member like others.
  return Object.fromEntries(given.map((input) => [input.name, exampleOf(input)]));
}

function exampleOf({ type, testValue, isSensitive }: Input): unknown {
  if (isSensitive || testValue === undefined) return `<${type}>`;
  const parsed = parseInputText(type, testValue);
  if (!parsed.ok) return testValue;
  const isJson = type === 'number' || type === 'list' || type === 'object';
  return isJson && typeof parsed.value === 'string' ? JSON.parse(parsed.value) : parsed.value;
}

function indented(text: string, by: number): string {
  return text.replaceAll('\n', `\n${' '.repeat(by)}`);
}
