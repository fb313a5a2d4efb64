import type { Endpoint } from '@jackfield/contracts';

/** The path of an endpoint with its parameters filled in, and the query. */
export function pathOf(endpoint: Endpoint, params: unknown, query: unknown = {}): string {
  const values = new Map(Object.entries(params ?? {}));
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
  const pairs = new URLSearchParams(
    Object.entries(query ?? {}).map(([name, value]): [string, string] => [name, String(value)]),
  );
  return pairs.size === 0 ? path : `${path}?${pairs}`;
}
