import { createEgress, parseEgressAllow } from '@jackfield/egress';
import { runRequest } from '../run-request.ts';
import type { RunOptions } from '../types.ts';

/** What the process is asked to do, as JSON in its one argument. */
export interface MeasureOrder {
  url: string;
  /** A good answer of the same origin, to grow what grows once only. */
  warmUpUrl: string;
  method: string;
  body: RunOptions['body'];
}

/** What it prints, as JSON. */
export interface Measured {
  outcome: string;
  sizeBytes: number;
  /** How much more the process held at its peak than before the run: resident, and in array buffers. */
  rssRiseBytes: number;
  buffersRiseBytes: number;
  /** The longest that the event loop was held, in milliseconds. */
  longestHoldMs: number;
}

/** Enough for what grows once: code that is compiled, and the heap's young generation. */
const WARM_UPS = 300;
const EVERY_MS = 2;

/** One run with the limits of the product, in a process of its own, watching the memory of it. */
async function measure({ url, warmUpUrl, method, body }: MeasureOrder): Promise<Measured> {
  const { origin, host } = new URL(url);
  const parsed = parseEgressAllow(host);
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
  const egress = createEgress({ allow: parsed.rules, ownPorts: () => [], onBlocked: () => {} });
  const run = (target: string, onChunk?: () => void) =>
    runRequest(
      {
        method,
        url: target,
        origin,
        headers: [],
        credentialHeaders: [],
        body: method === 'POST' ? Buffer.from('{"pay":1}') : null,
        usedSecrets: [],
        isRepeatable: method === 'GET',
      },
      { egress, responseType: 'json', tries: 1, body, ...(onChunk ? { onChunk } : {}) },
    );
  for (let count = 0; count < WARM_UPS; count += 1) await run(warmUpUrl);
  globalThis.gc?.();

  const before = process.memoryUsage();
  const peak = { rss: before.rss, arrayBuffers: before.arrayBuffers };
  const look = (): void => {
    const now = process.memoryUsage();
    peak.rss = Math.max(peak.rss, now.rss);
    peak.arrayBuffers = Math.max(peak.arrayBuffers, now.arrayBuffers);
  };
  let lookedAt = performance.now();
  let longestHoldMs = 0;
  const timer = setInterval(() => {
    longestHoldMs = Math.max(longestHoldMs, performance.now() - lookedAt - EVERY_MS);
    lookedAt = performance.now();
    look();
  }, EVERY_MS);
  const { outcome, sizeBytes } = await run(url, look);
  look();
  clearInterval(timer);
  await egress.close();
  return {
    outcome,
    sizeBytes,
    rssRiseBytes: peak.rss - before.rss,
    buffersRiseBytes: peak.arrayBuffers - before.arrayBuffers,
    longestHoldMs,
  };
}

const order: MeasureOrder = JSON.parse(process.argv[2] ?? '');
process.stdout.write(JSON.stringify(await measure(order)));
