import { parentPort, workerData } from 'node:worker_threads';
import { type LearnShapeJob, learnShape } from './running/learn-shape.ts';
import type { ShapeWorkerAnswer } from './shape-learner.ts';

/** One job a thread: what `ShapeLearner` starts it with. */
function answer(job: LearnShapeJob): ShapeWorkerAnswer {
  try {
    return { ok: true, learned: learnShape(job) };
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) };
  }
}

// Only `ShapeLearner` starts this file.
parentPort?.postMessage(answer(workerData as LearnShapeJob));
