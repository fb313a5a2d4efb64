import { type APIRequestContext, expect } from '@playwright/test';

export interface OutsideRun {
  token: string;
  /** `project/api/call`. */
  call: string;
  inputs?: Record<string, unknown>;
  query?: string;
}

/** Runs a call as another program would. */
export function runFromOutside(request: APIRequestContext, { token, call, inputs = {}, query = '' }: OutsideRun) {
  return request.post(`/run/v1/${call}${query}`, { headers: { authorization: `Bearer ${token}` }, data: { inputs } });
}

/** Runs a call that is expected to be answered, and gives the envelope. */
export async function envelopeOf(request: APIRequestContext, run: OutsideRun): Promise<unknown> {
  const answer = await runFromOutside(request, run);
  expect(answer.status(), await answer.text()).toBe(200);
  return answer.json();
}
