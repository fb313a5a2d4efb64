export { type EnvelopeOptions, envelopeChunks, shownHeaders } from './envelope-chunks.ts';
export type { RunLimits } from './run-limits.ts';
export { runRequest } from './run-request.ts';
export type { PreparedRequest, ResponseHead, RunOptions, RunResult } from './types.ts';
