// npm run bench: the run path beside a bare pass-through and two well-known ways, as ratios of one interleaved run.
// Times on a shared machine mean little; the ratios to the pass-through of the same run mean more.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import autocannon from 'autocannon';
import { prepareJackfield } from './prepare-jackfield.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const ROUNDS = Number(process.env.ROUNDS ?? 5);
const SECONDS = 2;
/** Code that ran for a short time only is not compiled yet, and measures several times slower. */
const WARM_UP_SECONDS = 6;
const children = [];
const SIZES = [
  { path: '/1kb', connections: 32 },
  { path: '/100kb', connections: 16 },
  { path: '/5mb', connections: 4 },
];

function start(file, env) {
  const child = spawn(
    process.execPath,
    ['--import', pathToFileURL(path.join(here, 'variants/report-cpu.mjs')).href, file],
    {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: { ...process.env, NODE_ENV: 'production', ...env },
    },
  );
  children.push(child);
  return child;
}

const reply = (child) => new Promise((resolve) => child.once('message', resolve));
async function usage(child) {
  const answer = reply(child);
  child.send('usage');
  return answer;
}
const variant = async (name, env) => {
  const child = start(path.join(here, 'variants', `${name}.mjs`), env);
  const { port } = await reply(child);
  return { name, child, port };
};

async function load(target, size, seconds) {
  const before = await usage(target.child);
  const result = await autocannon({
    url: `http://127.0.0.1:${target.port}${target.pathOf?.(size.path) ?? size.path}`,
    method: 'POST',
    headers: { 'content-type': 'application/json', ...target.headers },
    body: '{"inputs":{"note":"bench"}}',
    connections: size.connections,
    duration: seconds,
  });
  const after = await usage(target.child);
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
    rssMb: after.rssBytes / 2 ** 20,
  };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(targets, size) {
  const figures = new Map(targets.map((target) => [target.name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const target of targets) {
      const figure = await load(target, size, round === 0 ? WARM_UP_SECONDS : SECONDS);
      if (round > 0) figures.get(target.name).push(figure); // The first round warms up.
    }
  }
  const yardstick = figures.get('pass-through');
  return targets.map(({ name }) => {
    const own = figures.get(name);
    const ratio = (field) => median(own.map((figure, round) => figure[field] / yardstick[round][field]));
    const middle = (field) => median(own.map((figure) => figure[field]));
    return {
      variant: name,
      'runs/s': Math.round(middle('perSecond')),
      'x pass-through': ratio('perSecond').toFixed(2),
      'CPU µs/run': Math.round(middle('cpu')),
      'CPU x pass-through': ratio('cpu').toFixed(2),
      'p50 ms': middle('p50'),
      'RSS MB': Math.round(middle('rssMb')),
    };
  });
}

const data = mkdtempSync(path.join(tmpdir(), 'jackfield-bench-'));
try {
  const upstream = await variant('upstream', {});
  const env = { UPSTREAM: `http://127.0.0.1:${upstream.port}` };
  const peers = [];
  for (const name of ['pass-through', 'fastify-reply-from', 'express-axios']) peers.push(await variant(name, env));
  const jackfield = await prepareJackfield({
    start,
    data,
    upstream: env.UPSTREAM,
    paths: SIZES.map((size) => size.path),
  });
  const runs = (name, query) => ({
    name,
    child: jackfield.child,
    port: jackfield.port,
    headers: { authorization: `Bearer ${jackfield.token}` },
    pathOf: (sizePath) => jackfield.pathOf(sizePath) + query,
  });
  const targets = [...peers, runs('jackfield envelope', ''), runs('jackfield answer=body', '?answer=body')];
  console.log(`${ROUNDS} rounds of ${SECONDS} s each, interleaved; medians. Node ${process.version}.`);
  for (const size of SIZES) {
    console.log(`\n${size.path.slice(1)}, ${size.connections} connections`);
    console.table(await measure(targets, size));
  }
} finally {
  for (const child of children) child.kill();
  rmSync(data, { recursive: true, force: true });
}
