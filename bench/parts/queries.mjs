// Queries of warm runs, counted where the database's driver sends them.
import { setTimeout as wait } from 'node:timers/promises';
import autocannon from 'autocannon';
import { usageOf } from '../children.mjs';
import { aimsTable, judged } from '../tables.mjs';

const RUNS = 500;
const QUIET_MS = 6_000;

export async function countQueries(jackfield) {
  const { child } = jackfield;
  await run(jackfield, 50);
  // The last use of a token is noted every 5 seconds, in one batch: that of these runs is let pass.
  do await wait(QUIET_MS);
  while ((await usageOf(child)).queries > 0);
  await run(jackfield, RUNS);
  const { queries } = await usageOf(child);
  await wait(QUIET_MS);
  const later = (await usageOf(child)).queries;
  const aims = [{ claim: `database queries of ${RUNS} warm runs`, ...judged(queries, { atMost: 0 }) }];
  const note = `Within 6 seconds after them: ${later} queries: records of runs, and the batch that notes when the token was last used.`;
  return { title: 'Database', text: `${aimsTable(aims)}\n\n${note}`, aims };
}

async function run({ port, headers, pathOf }, amount) {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}${pathOf('/1kb')}`,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: '{"inputs":{"note":"bench"}}',
    connections: 8,
    amount,
  });
  if (result['2xx'] !== amount) throw new Error(`${result['2xx']} of ${amount} runs were answered.`);
}
