// Configuration, opening the secret and putting the request together, by the server's own functions in one process.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { nextMessage, start } from '../children.mjs';
import { aimsTable, judged, table } from '../tables.mjs';

const file = path.join(path.dirname(fileURLToPath(import.meta.url)), '../in-process/prepare-run.mjs');

export async function measurePreparation() {
  const steps = await nextMessage(start(file, { nodeArgs: ['--import', 'tsx'] }));
  const total = steps.reduce((sum, { microseconds }) => sum + microseconds, 0);
  const claim = 'configuration, decryption and substitution';
  const aims = [{ claim, unit: ' µs', ...judged(total, { atMost: 60 }) }];
  const rows = steps.map(({ step, microseconds }) => [step, microseconds.toFixed(2)]);
  return { title: 'Before the request is sent', text: `${table(['step', 'µs'], rows)}\n\n${aimsTable(aims)}`, aims };
}
