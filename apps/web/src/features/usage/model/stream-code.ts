import { STOPPED_STATUS } from '@jackfield/contracts';
import { toTypeScript } from '@jackfield/shape';
import {
  curlCode,
  fetchCode,
  isWithoutInputs,
  readResult,
  TOKEN_PLACEHOLDER,
  type UsageCodeArguments,
} from './usage-code.ts';
import { inputsType, sendInputs, typeName, userParameter } from './usage-typescript.ts';

/** The command that shows the events of a stream as they come. */
export function streamCurlCode(call: UsageCodeArguments): string {
  return curlCode(call)
    .replace('curl -X', 'curl -N -X')
    .replace(`  -H 'Authorization`, `  -H 'Accept: text/event-stream' \\\n  -H 'Authorization`);
}

const READ_EVENTS = (types: { body: string; name: string; yields: string }) => `
/** Each event stands on two lines, with a blank one behind; lines that begin with a colon keep the connection open. */
async function* readEvents(body${types.body})${types.yields} {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      rest += decoder.decode(next.value, { stream: true });
      const blocks = rest.split('\\n\\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name${types.name}) =>
          block.split('\\n').find((line) => line.startsWith(\`\${name}: \`))?.slice(name.length + 2) ?? '';
        if (field('event') !== '') yield { event: field('event'), data: JSON.parse(field('data')) };
      }
    }
  } finally {
    // Leaving early closes the connection to the API too.
    await reader.cancel();
  }
}
`;

/** The same for Node, Deno, Bun and workers: the text is written as it comes. */
export function streamFetchCode(call: UsageCodeArguments): string {
  const bearer = `Authorization: 'Bearer ${TOKEN_PLACEHOLDER}'`;
  return fetchCode(call)
    .replace(bearer, `${bearer}, Accept: 'text/event-stream'`)
    .replace(readResult(call.onError), () => readStream(call));
}

/** A run that stops its caller has its end to read all the same. */
function isRefused({ onError }: UsageCodeArguments): string {
  return onError === 'stop' ? `!response.ok && response.status !== ${STOPPED_STATUS}` : '!response.ok';
}

function orNoBody(call: UsageCodeArguments): string {
  const refused = isRefused(call);
  return `${call.onError === 'stop' ? `(${refused})` : refused} || response.body === null`;
}

const readStream = (
  call: UsageCodeArguments,
): string => `if (${isRefused(call)}) throw new Error(await response.text());
let result;
for await (const { event, data } of readEvents(response.body)) {
  if (event === 'text') process.stdout.write(data.text);
  if (event === 'end') result = data;
}
if (!result) throw new Error('The stream was cut off.');
if (!result.ok) throw new Error(result.error?.message ?? \`The API answered \${result.status}.\`);
${READ_EVENTS({ body: '', name: '', yields: '' })}`;

/** An async iterator over the events and the text of a stream, with their types. */
export function streamTypeScriptCode(call: UsageCodeArguments): string {
  const type = typeName(call.name);
  const data = call.schema === null ? `export type ${type}Data = unknown;\n` : toTypeScript(call.schema, `${type}Data`);
  const types = {
    body: ': ReadableStream<Uint8Array>',
    name: ': string',
    yields: ': AsyncGenerator<{ event: string; data: any }, void, void>',
  };
  return `${inputsType(`${type}Inputs`, call.inputs)}
${data}
/** One event of the API. */
export type ${type}Event = ${type}Data extends { events: Array<infer Event> } ? Event : unknown;

export type ${type}Part = { type: 'event'; event: ${type}Event } | { type: 'text'; text: string };

export interface ${type}End {
  /** The stream is whole. */
  ok: boolean;
  status: number | null;
  headers: Record<string, string>;
  /** All of the text; of an API that refused, what it says. */
  data: { text: string };
  error: { kind: string; message: string; detail: string; hint: string } | null;
}

/**
 * Yields each event and piece of text when it is there, and returns how it ended. Leave the loop, or abort the signal, to
 * cancel. The token stays on your server: whoever has it may run every call of its environment.
 *
 * @example
 * for await (const part of stream${type}(token${call.isPerEndUser ? ', user' : ''}${isWithoutInputs(call.inputs) ? '' : ', inputs'})) {
 *   if (part.type === 'text') process.stdout.write(part.text);
 * }
 */
export async function* stream${type}(
  token: string,${userParameter(call)}
  inputs: ${type}Inputs${isWithoutInputs(call.inputs) ? ' = {}' : ''},
  signal?: AbortSignal,
): AsyncGenerator<${type}Part, ${type}End, void> {
${sendInputs(call, true)}  if (${orNoBody(call)}) throw new Error(\`The run was refused: \${await response.text()}\`);
  for await (const { event, data } of readEvents(response.body)) {
    if (event === 'event') yield { type: 'event', event: data };
    else if (event === 'text') yield { type: 'text', text: data.text };
    else if (event === 'end') return data;
  }
  throw new Error('The stream was cut off.');
}
${READ_EVENTS(types)}`;
}
