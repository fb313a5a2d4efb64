// Loads the targets in turn, round after round, so that what else the machine does meets all of them alike.
import autocannon from 'autocannon';
import { usageOf } from './children.mjs';
import { median } from './tables.mjs';

async function load(target, size, amount) {
  const before = await usageOf(target.child);
  const result = await autocannon({
    url: `http://127.0.0.1:${target.port}${target.pathOf?.(size.path) ?? size.path}`,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...target.headers },
    body: '{"inputs":{"note":"bench"}}',
    connections: size.connections,
    ...amount,
  });
  const after = await usageOf(target.child);
  const answers = result['2xx'];
  if (answers === 0 || result.non2xx > 0 || result.errors > 0) {
    throw new Error(
      `${target.name} ${size.path}: ${answers} good answers, ${result.non2xx} others, ${result.errors} errors.`,
    );
  }
  return {
    perSecond: answers / result.duration,
    cpu: (after.cpuMicroseconds - before.cpuMicroseconds) / answers,
    p50: result.latency.p50,
    p99: result.latency.p99,
    rssMb: after.rssBytes / 2 ** 20,
  };
}

/** By target, one figure a round. Each is warmed up first: code that ran for a short time is not compiled yet. */
export async function measureRounds(targets, size, { rounds, seconds }) {
  for (const target of targets) await load(target, size, { amount: size.warmUpRequests });
  const figures = new Map(targets.map((target) => [target.name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const target of targets) figures.get(target.name).push(await load(target, size, { duration: seconds }));
  }
  return figures;
}

export const middle = (figures, name, field) => median(figures.get(name).map((figure) => figure[field]));

/** The median of the ratios round by round, which is steadier than the ratio of the medians. */
export const ratio = (figures, name, field, of) =>
  median(figures.get(name).map((figure, round) => figure[field] / figures.get(of)[round][field]));
