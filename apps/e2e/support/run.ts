import { type APIRequestContext, expect } from '@playwright/test';
import type { ShownToken } from './steps.ts';

export interface OutsideRun {
  token: ShownToken;
  /** `api/call`, in the token's project. */
  call: string;
  inputs?: Record<string, unknown>;
  query?: string;
}

/** Runs a call as another program would. */
export function runFromOutside(request: APIRequestContext, { token, call, inputs = {}, query = '' }: OutsideRun) {
  const headers = { authorization: `Bearer ${token.value}` };
  return request.post(`/run/v1/${token.project}/${call}${query}`, { headers, data: { inputs } });
}

/** Runs a call that is expected to be answered, and gives the envelope. */
export async function envelopeOf(request: APIRequestContext, run: OutsideRun): Promise<unknown> {
  const answer = await runFromOutside(request, run);
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}
