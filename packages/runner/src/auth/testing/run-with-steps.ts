import type { AuthStep } from '@jackfield/connector';
import { createEgress, type Egress, parseEgressAllow } from '@jackfield/egress';
import { runRequest } from '../../run-request.ts';
import type { PreparedRequest, RunOptions, RunResult } from '../../types.ts';

/** For tests: a run with these steps and nothing else that authenticates it. */
export interface RunWithSteps {
  origin: string;
  steps: readonly AuthStep[];
  egress: Egress;
  request?: Partial<PreparedRequest>;
  options?: Partial<RunOptions>;
}

export function runWithSteps(
  path: string,
  { origin, steps, egress, request = {}, options = {} }: RunWithSteps,
): Promise<RunResult> {
  const prepared: PreparedRequest = {
    method: 'GET',
    url: origin + path,
    origin,
    headers: [],
    credentialHeaders: ['authorization'],
    body: null,
    usedSecrets: steps.flatMap(({ secrets }) => secrets),
    isRepeatable: true,
    authSteps: steps,
    ...request,
  };
  return runRequest(prepared, { egress, responseType: 'json', tries: 1, body: 'check', ...options });
}

export function egressTo(...entries: string[]): Egress {
  const parsed = parseEgressAllow(entries.join());
  return createEgress({ allow: parsed.ok ? parsed.rules : [], ownPorts: () => [], onBlocked: () => {} });
}

export function secretOf(field: string, value: string): AuthStep['secrets'] {
  return [{ label: `auth.${field}`, owner: 'api', slot: `auth.${field}`, values: [value] }];
}
