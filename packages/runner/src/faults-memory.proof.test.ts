import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import {
  FAULTS,
  type Fault,
  type FaultName,
  reportProof,
  rounds,
  startFaultProxy,
  startUpstream,
} from '@jackfield/testing';
import { expect, it } from 'vitest';
import type { Measured, MeasureOrder } from './testing/measure-run.ts';

const RISE_BYTES_MAX = 64 * 1024 * 1024;
const FAULTY: FaultName[] = [
  'gzip-json-bomb',
  'brotli-bomb',
  'endless-chunks',
  'brotli-gzip-bomb',
  'gzip-bomb',
  'deflate-bomb',
  'gzip-gzip-bomb',
  'chain-20-bomb',
  'endless-body',
  'endless-length',
  'endless-headers',
  'endless-header',
  'endless-trailers',
  'endless-early-hints',
];
const SHORT = 3;
const GOOD: Fault = { place: 'after_body', what: 'answers well' };
const BOTH = [
  { method: 'GET', body: 'check' },
  { method: 'POST', body: 'pass' },
] as const;
const measureRun = fileURLToPath(new URL('testing/measure-run.ts', import.meta.url));

async function measured(order: MeasureOrder): Promise<Measured> {
  const tsx = import.meta.resolve('tsx');
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--import',
    tsx,
    measureRun,
    JSON.stringify(order),
  ]);
  return JSON.parse(stdout);
}

const good = `/body?base64=${Buffer.from(JSON.stringify('x'.repeat(8_000))).toString('base64')}`;

it('bombs and answers without an end take less than 64 MB, with the limits of the product', async () => {
  const upstream = await startUpstream();
  const rises: { name: string; rise: number; order: MeasureOrder; run: Measured }[] = [];
  try {
    for (const name of FAULTY.slice(0, rounds({ short: SHORT, whole: FAULTY.length }))) {
      const isWhole = rounds({ short: 0, whole: 1 }) === 1;
      const fault = FAULTS[name];
      const proxy = await startFaultProxy(upstream.origin, (request) => (request.includes('/body') ? GOOD : fault));
      try {
        for (const { method, body } of isWhole ? BOTH : BOTH.slice(0, 1)) {
          const order = { url: `${proxy.origin}/echo`, warmUpUrl: `${proxy.origin}${good}`, method, body };
          const run = await measured(order);
          rises.push({ name, rise: run.rssRiseBytes, order, run });
        }
      } finally {
        await proxy.close();
      }
    }
  } finally {
    await upstream.close();
  }
  const highest = Math.max(...rises.map(({ rise }) => rise));
  reportProof({
    about: 'Bad servers',
    claim: `Memory that ${rises.length} runs against bombs and endless answers took more, resident, at most`,
    figure: `${(highest / 1024 / 1024).toFixed(1)} MB`,
    goal: '< 64 MB',
    isMet: highest < RISE_BYTES_MAX,
  });
  expect(rises.filter(({ rise }) => rise >= RISE_BYTES_MAX)).toEqual([]);
});
