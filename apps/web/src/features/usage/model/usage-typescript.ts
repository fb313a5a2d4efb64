import type { Input, InputType } from '@jackfield/connector';
import { STOPPED_STATUS } from '@jackfield/contracts';
import { type ShapeSchema, shapeHeaders, toTypeScript } from '@jackfield/shape';
import { addressWithoutUser, isWithoutInputs, mustBePassed, type UsageCodeArguments } from './usage-code.ts';

/**
 * One function with the types of its inputs and of what it returns: with `continue` a union on `ok`, with `stop` the
 * success alone, and an error that carries the other.
 */
export function typeScriptCode(call: UsageCodeArguments): string {
  const type = typeName(call.name);
  const isOptional = isWithoutInputs(call.inputs);
  const stops = call.onError === 'stop';
  return `${inputsType(`${type}Inputs`, call.inputs)}
${dataType(call.schema, `${type}Data`)}
/** What the API says when it refuses. */
${dataType(call.errorSchema, `${type}ErrorData`)}
export interface RunError {
  kind: string;
  message: string;
  detail: string;
  hint: string;
}

export interface ${type}Success {
  ok: true;
  status: number;
  headers: ${headersType(call.schema)};
  data: ${type}Data;
  error: null;
}

/** The API refused (\`error\` is null), or could not be asked (\`status\` is null, or what came could not be read). */
export interface ${type}Failure {
  ok: false;
  status: number | null;
  headers: ${headersType(call.errorSchema)};
  /** Null where nothing came, or no JSON: that is in \`rawBody\`. */
  data: ${type}ErrorData | null;
  rawBody?: string | null;
  error: RunError | null;
}

export type ${type}Result = ${type}Success | ${type}Failure;
${stops ? stoppedClass(type) : ''}
/** The token stays on your server: whoever has it may run every call of its environment. */
export async function run${type}(
  token: string,${userParameter(call)}
  inputs: ${type}Inputs${isOptional ? ' = {}' : ''},
): Promise<${stops ? `${type}Success` : `${type}Result`}> {
${sendInputs(call, false)}${stops ? `  if (response.status === ${STOPPED_STATUS}) throw new ${type}Stopped((await response.json()) as ${type}Failure);\n` : ''}  if (!response.ok) throw new Error(\`The run was refused: \${await response.text()}\`);
  return (await response.json()) as ${stops ? `${type}Success` : `${type}Result`};
}
`;
}

function stoppedClass(type: string): string {
  return `
/** The run did not end well; \`result\` says how. */
export class ${type}Stopped extends Error {
  readonly result: ${type}Failure;
  constructor(result: ${type}Failure) {
    super(result.error?.message ?? \`The API answered \${result.status}.\`);
    this.result = result;
  }
}
`;
}

function dataType(schema: ShapeSchema | null, name: string): string {
  return schema === null ? `export type ${name} = unknown;\n` : toTypeScript(schema, name);
}

/** Those that were seen; a call that keeps others may bring them too. */
function headersType(schema: ShapeSchema | null): string {
  const headers = schema === null ? null : shapeHeaders(schema);
  if (headers === null || headers.length === 0) return 'Record<string, string | undefined>';
  const known = headers.map(({ name, isOptional }) => `${JSON.stringify(name)}${isOptional ? '?' : ''}: string`);
  return `{ ${known.join('; ')}; [name: string]: string | undefined }`;
}

const INPUT_TYPES: Record<InputType, string> = {
  text: 'string',
  number: 'number',
  boolean: 'boolean',
  /** ISO 8601, or a UNIX time. */
  date: 'string | number',
  list: 'unknown[]',
  object: 'Record<string, unknown>',
  /** The file itself, or its address. */
  file: 'Blob | string',
};

const ABOUT_TYPES: Partial<Record<InputType, string>> = {
  date: 'ISO 8601, or a UNIX time.',
  file: 'A File or Blob, or the address of one.',
};

export function inputsType(name: string, inputs: readonly Input[]): string {
  if (inputs.length === 0) return `export type ${name} = Record<string, never>;\n`;
  const lines = inputs.map((input) => {
    const about = [input.description, ABOUT_TYPES[input.type]]
      .filter((text) => text !== undefined && text.trim() !== '')
      .join(' ');
    const comment = about === '' ? '' : `  /** ${about.replaceAll('*/', '').replaceAll(/\s+/g, ' ')} */\n`;
    return `${comment}  ${JSON.stringify(input.name)}${mustBePassed(input) ? '' : '?'}: ${inputType(input)};`;
  });
  return `export interface ${name} {\n${lines.join('\n')}\n}\n`;
}

function inputType({ type, allowedValues }: Input): string {
  const isChoice = type === 'text' && allowedValues !== undefined && allowedValues.length > 0;
  return isChoice ? allowedValues.map((value) => JSON.stringify(value)).join(' | ') : INPUT_TYPES[type];
}

const ACCEPT = `Accept: 'text/event-stream'`;
const SIGNAL = '\n    signal: signal ?? null,';

/** What a function sends; that of a stream asks for events, and may be aborted. */
export function sendInputs(call: UsageCodeArguments, isStream: boolean): string {
  const send = call.inputs.some(({ type }) => type === 'file') ? sendForm : sendJson;
  return send(call, isStream);
}

function sendJson(call: UsageCodeArguments, isStream: boolean): string {
  return `  const response = await fetch(${addressExpression(call)}, {
    method: 'POST',
    headers: { Authorization: \`Bearer \${token}\`,${isStream ? ` ${ACCEPT},` : ''} 'Content-Type': 'application/json' },
    body: JSON.stringify({ inputs }),${isStream ? SIGNAL : ''}
  });
`;
}

function sendForm(call: UsageCodeArguments, isStream: boolean): string {
  return `  const form = new FormData();
  const values: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(inputs)) {
    if (value instanceof Blob) form.set(name, value);
    else values[name] = value;
  }
  form.set('inputs', JSON.stringify(values));
  const response = await fetch(${addressExpression(call)}, {
    method: 'POST',
    headers: { Authorization: \`Bearer \${token}\`${isStream ? `, ${ACCEPT}` : ''} },
    body: form,${isStream ? SIGNAL : ''}
  });
`;
}

/** In front of the inputs, which may be left out. */
export function userParameter({ isPerEndUser }: UsageCodeArguments): string {
  return isPerEndUser ? '\n  /** With whose connection: the id that your app gives them. */\n  user: string,' : '';
}

function addressExpression(call: UsageCodeArguments): string {
  const address = addressWithoutUser(call);
  return call.isPerEndUser ? `\`${address}&user=\${encodeURIComponent(user)}\`` : `'${address}'`;
}

/** `Create payment` becomes `CreatePayment`. */
export function typeName(name: string): string {
  const words =
    name
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/[A-Za-z0-9]+/g) ?? [];
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(joined) ? joined : `Call${joined}`;
}
