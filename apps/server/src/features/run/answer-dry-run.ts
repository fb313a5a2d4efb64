import type { ServerResponse } from 'node:http';
import { dryRun } from '../../running/dry-run.ts';
import type { RunValues } from '../../running/prepare-run.ts';
import type { AdmittedRun } from './run.types.ts';

/** What would be sent, or why it would not. Nothing is; so what is told of the run's end has no place here. */
export function answerDryRun(
  { target, prepared, requestId }: AdmittedRun,
  values: RunValues,
  res: ServerResponse,
): void {
  const body = Buffer.from(JSON.stringify(dryRun(target, values, prepared)));
  res.writeHead(200, [
    'X-Request-Id',
    requestId,
    'X-Content-Type-Options',
    'nosniff',
    'Content-Type',
    'application/json; charset=utf-8',
    'Content-Length',
    String(body.length),
    'Cache-Control',
    'no-store',
    'Jackfield-Outcome',
    'dry-run',
  ]);
  res.end(body);
}
