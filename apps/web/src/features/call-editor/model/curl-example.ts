import { type Input, parseInputText } from '@jackfield/connector';
import { RUN_PATH_PREFIX } from '@jackfield/contracts';

interface CurlArguments {
  /** Of this server, without a slash at its end. */
  address: string;
  project: string;
  api: string;
  call: string;
  inputs: readonly Input[];
}

/** The command that runs a call from outside, with its test values as inputs; the token is the reader's to fill in. */
export function curlExample({ address, project, api, call, inputs }: CurlArguments): string {
  const body = JSON.stringify({ inputs: exampleInputs(inputs) }, null, 2);
  const lines = [
    `curl -X POST '${address}${RUN_PATH_PREFIX}${project}/${api}/${call}'`,
    `  -H 'Authorization: Bearer YOUR_TOKEN'`,
    `  -H 'Content-Type: application/json'`,
    `  -d '${body.replaceAll("'", `'\\''`)}'`,
  ];
  return lines.join(' \\\n');
}

function exampleInputs(inputs: readonly Input[]): Record<string, unknown> {
  const given = inputs.filter(
    ({ isRequired, testValue, defaultValue }) => testValue !== undefined || (isRequired && defaultValue === undefined),
  );
  return Object.fromEntries(given.map((input) => [input.name, exampleOf(input)]));
}

function exampleOf({ type, testValue, isSensitive }: Input): unknown {
  if (isSensitive || testValue === undefined) return `<${type}>`;
  const parsed = parseInputText(type, testValue);
  if (!parsed.ok) return testValue;
  const isJson = type === 'number' || type === 'list' || type === 'object';
  return isJson && typeof parsed.value === 'string' ? JSON.parse(parsed.value) : parsed.value;
}
