// What npm run bench was asked for.
import { parseArgs } from 'node:util';

export const PARTS = ['1kb', '100kb', '5mb', 'queries', 'preparation', 'large', 'inference', 'editor', 'starting'];

export function readOptions(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '2' },
      server: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((part) => !PARTS.includes(part));
  if (unknown.length > 0) {
    throw new Error(`There is no part ${unknown.join(', ')}. The parts are ${PARTS.join(', ')}.`);
  }
  return {
    parts: positionals.length > 0 ? PARTS.filter((part) => positionals.includes(part)) : PARTS,
    rounds: positive('rounds', values.rounds),
    seconds: positive('seconds', values.seconds),
    /** Another build of the server than this checkout's. */
    server: values.server,
    write: values.write,
  };
}

function positive(name, text) {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`--${name}=${text} is not a number above 0.`);
  return number;
}
