import type { ApiSummary } from '@jackfield/contracts';

/** `Stripe - Create payment`, by the call's id. */
export function callNames(apis: readonly ApiSummary[]): Map<string, string> {
  return new Map(apis.flatMap((api) => api.calls.map(({ id, name }) => [id, `${api.name} - ${name}`] as const)));
}
