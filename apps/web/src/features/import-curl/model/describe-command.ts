import { readCurl } from '@jackfield/connector';

export type CommandDescription =
  | { kind: 'empty' }
  /** Not a command that can be imported; the reason as a sentence. */
  | { kind: 'wrong'; message: string }
  | { kind: 'right'; method: string; url: string; parts: string };

/** What a pasted text says, in the words of a line under it. */
export function describeCommand(text: string): CommandDescription {
  if (text.trim() === '') return { kind: 'empty' };
  const read = readCurl(text);
  if (!read.ok) return { kind: 'wrong', message: read.message };
  const { method, url, headers, data, form } = read.command;
  const parts = [
    headers.length > 0 ? `${headers.length} ${headers.length === 1 ? 'header' : 'headers'}` : null,
    data !== null || form.length > 0 ? 'a body' : null,
  ].filter((part) => part !== null);
  return { kind: 'right', method, url, parts: parts.join(', ') };
}
