import path from 'node:path';
import { parseArgs } from 'node:util';
import { OperatorError } from './operator-error.ts';

export interface Arguments {
  /** Absolute. */
  file: string;
  /** The options that were given. */
  options: ReadonlySet<string>;
}

/**
 * Reads one file name and options without values.
 *
 * @throws OperatorError with the usage for anything else.
 */
export function parseArguments(args: readonly string[], known: readonly string[], usage: string): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(known.map((name) => [name, { type: 'boolean' as const }])),
      allowPositionals: true,
    });
    const [file, ...more] = positionals;
    if (file !== undefined && more.length === 0) {
      return { file: path.resolve(file), options: new Set(Object.keys(values)) };
    }
  } catch {
    // An unknown option: the usage names those there are.
  }
  throw new OperatorError(usage);
}
