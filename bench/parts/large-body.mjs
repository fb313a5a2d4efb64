// A body of 50 MB as it is, while other runs go on: what it costs in memory, and how long they wait.
import { performance } from 'node:perf_hooks';
import { setTimeout as wait } from 'node:timers/promises';
import { nextMessage, startVariant, usageOf } from '../children.mjs';
import { aimsTable, judged, median, percentile, table } from '../tables.mjs';

/** The pass-through is measured beside it, in the same rounds: what the platform itself takes for 50 MB. */
export async function measureLargeBody(jackfield, passThrough, { rounds }) {
  const drain = await startVariant('drain', {});
  const targets = [jackfield, { ...passThrough, headers: {}, pathOf: (path) => path }];
  const seen = new Map(targets.map((target) => [target, { alone: [], others: [], peaks: [], delays: [], before: 0 }]));
  for (const target of targets) {
    await probeWhile(target, () => wait(2_000));
    seen.get(target).before = (await usageOf(target.child)).rssBytes;
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const target of targets) await measureOnce(target, drain, seen.get(target));
  }
  const [ours, theirs] = targets.map((target) => seen.get(target));
  const aims = [
    { claim: '50 MB as body: more memory', unit: ' MB', ...judged(growthMb(ours), { atMost: 64 }) },
    {
      claim: '50 MB as body: the longest that its server was busy at a stretch, so that any other run waited',
      unit: ' ms',
      ...judged(median(ours.delays), { atMost: 50 }),
    },
  ];
  const waits = (name, values) => [name, ...[0.5, 0.99, 1].map((share) => percentile(values, share).toFixed(1))];
  const rows = [waits('1 kB run, alone', ours.alone), waits('1 kB run, beside 50 MB', ours.others)];
  const beside = `The pass-through took ${growthMb(theirs).toFixed(0)} MB more in the same rounds.`;
  const text = `${table(['', 'p50 ms', 'p99 ms', 'longest ms'], rows)}\n\n${aimsTable(aims)}\n\n${beside}`;
  return { title: '50 MB as body', text, aims };
}

async function measureOnce(target, drain, seen) {
  seen.alone.push(...(await probeWhile(target, () => wait(1_000))));
  await usageOf(target.child);
  const watch = watchUsage(target.child);
  seen.others.push(...(await probeWhile(target, () => fetchLarge(drain, target))));
  const { peakBytes, delayMs } = await watch.stop();
  seen.peaks.push(peakBytes);
  seen.delays.push(delayMs);
}

function growthMb({ peaks, before }) {
  return (Math.max(...peaks) - before) / 2 ** 20;
}

/** In a process of its own, so that reading it holds up none of the runs that are timed here. */
async function fetchLarge(drain, { port, headers, pathOf }) {
  const answer = nextMessage(drain.child);
  drain.child.send({ url: `http://127.0.0.1:${port}${pathOf('/50mb')}`, headers });
  const { bytes } = await answer;
  if (bytes < 50_000_000) throw new Error(`Of the 50 MB ${bytes} bytes arrived.`);
}

/** Runs of 1 kB, one after the other, as long as `work` takes; how long each took, in milliseconds. */
async function probeWhile({ port, headers, pathOf }, work) {
  let isOver = false;
  const end = work().finally(() => {
    isOver = true;
  });
  const waits = [];
  while (!isOver) {
    const startedAt = performance.now();
    const response = await fetch(`http://127.0.0.1:${port}${pathOf('/1kb')}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: '{"inputs":{"note":"bench"}}',
    });
    await response.arrayBuffer();
    waits.push(performance.now() - startedAt);
  }
  await end;
  return waits;
}

function watchUsage(child) {
  let isWatching = true;
  let peakBytes = 0;
  let delayMs = 0;
  const watching = (async () => {
    while (isWatching) {
      const { rssBytes, longestDelayMs } = await usageOf(child);
      peakBytes = Math.max(peakBytes, rssBytes);
      delayMs = Math.max(delayMs, longestDelayMs);
      await wait(10);
    }
  })();
  return {
    async stop() {
      isWatching = false;
      await watching;
      return { peakBytes, delayMs };
    },
  };
}
