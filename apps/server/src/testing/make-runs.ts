import { runIdAt } from '../recording/run-id.ts';
import type { NewRun } from '../recording/run-row.ts';

interface Wanted {
  count: number;
  fromMs: number;
  toMs: number;
}

const DETAIL = JSON.stringify({
  request: {
    method: 'GET',
    url: 'https://api.example.com/customers/1',
    headers: [['authorization', '{{key}}']],
    body: null,
    bodyBytes: 0,
  },
  headers: { 'content-type': 'application/json' },
  error: null,
  warnings: [],
  timing: {
    startedAt: '2026-01-01T00:00:00.000Z',
    ...{ dnsMs: null, connectMs: null, tlsMs: null, firstByteMs: 10, downloadMs: 1, totalMs: 12 },
  },
});

/** Records of runs, spread evenly over a time: of 50 calls in 10 APIs by 5 tokens, one in 200 a failure. */
export function makeRuns(
  place: { projectId: string; environmentId: string },
  { count, fromMs, toMs }: Wanted,
): NewRun[] {
  return Array.from({ length: count }, (_, index) => {
    const call = index % 50;
    const ok = index % 200 !== 7;
    return {
      ...place,
      id: runIdAt(Math.floor(fromMs + ((toMs - fromMs) * index) / count)),
      apiId: `api-${call % 10}`,
      callId: `call-${call}`,
      by: 'api',
      actorId: `token-${index % 5}`,
      as: 'data',
      method: 'GET',
      url: `https://api.example.com/customers/${index}`,
      outcome: ok || index % 400 === 7 ? 'response' : 'timeout',
      status: ok ? 200 : index % 400 === 7 ? 500 : null,
      ok,
      durationMs: 10 + (index % 90),
      sizeBytes: 1_000,
      attempts: 1,
      replayOf: null,
      detail: DETAIL,
      kept: null,
    };
  });
}
