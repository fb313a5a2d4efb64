import type { ApiSummary } from '@jackfield/contracts';

/**
 * The part of the tree that matches: an API whose name matches with all its calls, else its matching calls.
 * Every word must occur somewhere in `API - call METHOD`.
 */
export function filterTree(apis: readonly ApiSummary[], text: string): ApiSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isMatch = (haystack: string) => words.every((word) => haystack.toLowerCase().includes(word));
  return apis.flatMap((api) => {
    if (isMatch(api.name)) return [api];
    const calls = api.calls.filter((call) => isMatch(`${api.name} - ${call.name} ${call.method}`));
    return calls.length === 0 ? [] : [{ ...api, calls }];
  });
}
