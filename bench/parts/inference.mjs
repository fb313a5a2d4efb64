// Shape inference in MB of JSON a second, beside JSON.parse of the same text and what others infer with.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nextMessage, start, stop } from '../children.mjs';
import { TIMES } from '../in-process/samples.mjs';
import { rounded, table } from '../tables.mjs';

const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '../in-process/infer.mjs');
const LIBRARIES = ['JSON.parse', 'jackfield', 'quicktype-core', 'genson-js'];
const LIMIT_MS = 90_000;

export async function measureInference() {
  const rows = [];
  for (const sample of Object.keys(TIMES)) {
    for (const library of LIBRARIES) rows.push([sample, library, ...(await infer(library, sample))]);
  }
  const head = ['sample', 'with', 'MB/s', 'ms', 'schema kB'];
  const note = 'All but JSON.parse parse the text themselves, and that is in their time.';
  return { title: 'Shape inference', text: `${table(head, rows)}\n\n${note}`, aims: [] };
}

/** Each in a process of its own, so that none is slowed down or warmed up by another. */
async function infer(library, sample) {
  const nodeArgs = ['--import', 'tsx', '--max-old-space-size=6144'];
  const child = start(file, { nodeArgs, args: [library, sample, String(TIMES[sample])] });
  const limit = setTimeout(() => child.kill('SIGKILL'), LIMIT_MS);
  try {
    const { bytes, schemaBytes, milliseconds } = await nextMessage(child);
    const perSecond = rounded(bytes / 1_000 / milliseconds);
    return [perSecond, rounded(milliseconds), library === 'JSON.parse' ? '' : rounded(schemaBytes / 1_000)];
  } catch {
    return [`none within ${LIMIT_MS / 1_000} s`, '', ''];
  } finally {
    clearTimeout(limit);
    await stop(child);
  }
}
