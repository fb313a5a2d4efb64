import { Worker } from 'node:worker_threads';
import { type LearnedShape, type LearnShapeJob, learnShape } from './running/learn-shape.ts';

/** Below this a worker costs more than it saves. */
const INLINE_BYTES_MAX = 200_000;
const JOB_MS_MAX = 60_000;
const WORKER_HEAP_MB = 2_048;

/** What the worker answers with. */
export type ShapeWorkerAnswer = { ok: true; learned: LearnedShape } | { ok: false; message: string };

/**
 * Learns shapes, large bodies in a worker thread, so that no run waits for it. One large body at a time. A large body
 * is given away: the caller must not read it afterwards.
 */
export class ShapeLearner {
  #last: Promise<unknown> = Promise.resolve();

  learn(job: LearnShapeJob, signal: AbortSignal): Promise<LearnedShape> {
    if (job.sample === null || job.sample.length <= INLINE_BYTES_MAX)
      return Promise.resolve().then(() => learnShape(job));
    const learned = this.#last.then(() => learnInWorker(job, signal));
    this.#last = learned.catch(() => undefined);
    return learned;
  }
}

async function learnInWorker(job: LearnShapeJob, signal: AbortSignal): Promise<LearnedShape> {
  const stop = AbortSignal.any([signal, AbortSignal.timeout(JOB_MS_MAX)]);
  stop.throwIfAborted();
  const worker = startWorker(job);
  try {
    const answer = await new Promise<ShapeWorkerAnswer>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`the shape worker ended with code ${code}`)));
      stop.addEventListener('abort', () => reject(stop.reason), { once: true });
    });
    if (!answer.ok) throw new Error(answer.message);
    return answer.learned;
  } finally {
    await worker.terminate();
  }
}

/** In the built server the worker stands beside this file as JavaScript. */
function startWorker(job: LearnShapeJob): Worker {
  const options = {
    workerData: job,
    transferList: job.sample === null ? [] : transferable(job.sample),
    resourceLimits: { maxOldGenerationSizeMb: WORKER_HEAP_MB },
  };
  if (!import.meta.url.endsWith('.ts')) return new Worker(new URL('./shape-worker.js', import.meta.url), options);
  // From source: a worker thread does not inherit the loader for TypeScript, so it registers one first.
  const loader = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const file = JSON.stringify(new URL('./shape-worker.ts', import.meta.url).href);
  const start = `import(${loader}).then(({ register }) => { register(); return import(${file}); });`;
  return new Worker(start, { ...options, eval: true });
}

/** Memory that a body has for itself is handed over; copying 50 MB would hold up every run. */
function transferable({ buffer, byteLength }: Uint8Array): ArrayBuffer[] {
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}
