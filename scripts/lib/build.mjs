import { bin, runNode } from './run.mjs';
import { requireWritable } from './writable.mjs';

/** Builds the editor and the server; what did not change comes from turbo's cache. */
export function build(output = 'keep') {
  requireWritable();
  return runNode(bin('turbo'), ['run', 'build', '--output-logs=new-only', '--log-order=grouped'], { output });
}
