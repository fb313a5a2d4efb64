// The built server from its start to its first answer, and the memory of all of its processes when it is idle.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { start } from '../children.mjs';
import { builtServer } from '../prepare-jackfield.mjs';
import { aimsTable, judged, median, table } from '../tables.mjs';

const READY_MS_MAX = 60_000;
const IDLE_MS = 5_000;
const FIRST_STARTS = 3;
const PORT = 31_873;

export async function measureStarting({ server = builtServer, rounds }) {
  const first = [];
  for (let round = 0; round < FIRST_STARTS; round += 1) {
    await inNewFolder(async (data) => first.push((await startOnce(server, data)).ms));
  }
  const later = [];
  const memory = [];
  await inNewFolder(async (data) => {
    await startOnce(server, data);
    for (let round = 0; round < rounds; round += 1) {
      const { ms, megabytes } = await startOnce(server, data, IDLE_MS);
      later.push(ms);
      memory.push(megabytes);
    }
  });
  const rows = [
    ['first start, to a 200 of /readyz', `${Math.round(median(first))} ms`, `${Math.round(Math.max(...first))} ms`],
    ['later starts', `${Math.round(median(later))} ms`, `${Math.round(Math.max(...later))} ms`],
    [
      'memory when idle, PSS of all processes',
      `${Math.round(median(memory))} MB`,
      `${Math.round(Math.max(...memory))} MB`,
    ],
  ];
  const aims = [
    { claim: 'later starts', unit: ' ms', ...judged(median(later), { atMost: 1_500 }) },
    { claim: 'memory when idle', unit: ' MB', ...judged(median(memory), { atMost: 200 }) },
  ];
  const text = `${table(['', 'median', 'at most'], rows)}\n\n${aimsTable(aims)}`;
  return { title: 'Starting, and memory when idle', text, aims };
}

async function inNewFolder(work) {
  const data = mkdtempSync(path.join(tmpdir(), 'jackfield-bench-start-'));
  try {
    await work(data);
  } finally {
    rmSync(data, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  }
}

async function startOnce(server, data, idleMs = 0) {
  const startedAt = performance.now();
  const child = start(server, { env: { PORT: String(PORT), JACKFIELD_DATA: data, JACKFIELD_LOG_LEVEL: 'error' } });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  await untilReady(child);
  const ms = performance.now() - startedAt;
  await wait(idleMs);
  const megabytes = idleMs > 0 ? proportionalBytes(child.pid) / 2 ** 20 : 0;
  child.kill('SIGTERM');
  await ended;
  return { ms, megabytes };
}

async function untilReady(child) {
  const deadline = performance.now() + READY_MS_MAX;
  while (child.exitCode === null && performance.now() < deadline) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/readyz`).catch(() => null);
    if (answer?.status === 200) return;
    await wait(5);
  }
  throw new Error('The server did not become ready.');
}

/** The memory of a process and of all below it; what several share counts once. Of Linux alone. */
function proportionalBytes(pid) {
  const own = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'));
  return childrenOf(pid).reduce((sum, child) => sum + proportionalBytes(child), Number(own?.[1] ?? 0) * 1024);
}

function childrenOf(pid) {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').split(' ').filter(Boolean).map(Number),
  );
}
