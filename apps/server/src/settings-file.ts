import { lstatSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';

export type SettingsFile =
  | { isReadable: true; settings: NodeJS.Dict<string> }
  /** `problem` completes a sentence that starts with the file's name. */
  | { isReadable: false; problem: string };

/**
 * Reads a `.env` file in whatever encoding and with whatever line ends an editor writes. Returns no settings when the
 * file does not exist. A part that cannot be read is never skipped silently: the server would run with defaults.
 */
export function readSettingsFile(file: string): SettingsFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // What the file system throws has a code.
    if (code === 'ENOENT' && !isLink(file)) return { isReadable: true, settings: {} };
    return { isReadable: false, problem: describeReadError(code) };
  }
  const text = decode(bytes);
  if (text === undefined) {
    return { isReadable: false, problem: 'is not UTF-8 text. Save it again with the encoding UTF-8.' };
  }
  // Node takes a carriage return on its own for a part of the line.
  return { isReadable: true, settings: parseEnv(text.replace(/\r\n?/g, '\n')) };
}

function isLink(file: string): boolean {
  return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
}

function describeReadError(code: string | undefined): string {
  switch (code) {
    case 'EISDIR':
      return 'is a folder. Remove it, or replace it by a file of settings like .env.example.';
    case 'ENOENT':
      return "is a link to a file that doesn't exist. Create that file, or remove the link.";
    case 'EACCES':
    case 'EPERM':
      return "can't be read by this account. Change its owner or its permissions (chmod 600 .env), or remove it.";
    default:
      return `can't be read (${code ?? 'unknown reason'}). Replace it by a file of settings like .env.example, or remove it.`;
  }
}

/** The text without its byte order mark; undefined if it is neither UTF-8 nor, as a mark says, UTF-16. */
function decode(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder(detectEncoding(bytes), { fatal: true }).decode(bytes);
    // UTF-16 without a mark is valid UTF-8, with a NUL in every setting.
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

function detectEncoding([first, second]: Buffer): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}
