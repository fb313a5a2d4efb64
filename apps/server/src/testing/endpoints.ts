import type { Endpoint } from '@jackfield/contracts';
import * as contracts from '@jackfield/contracts';
import type { CallInput } from './test-client.ts';

/** The names of all endpoints that contracts exports: one more there is one more here. */
export type EndpointName = {
  [Name in keyof typeof contracts]: (typeof contracts)[Name] extends Endpoint ? Name : never;
}[keyof typeof contracts];

/** Everything that contracts declares, found rather than listed. */
export const ENDPOINTS: readonly (readonly [EndpointName, Endpoint])[] = Object.entries<unknown>(contracts).flatMap(
  // What is an endpoint by its members is one by its type.
  ([name, value]) => (isEndpoint(value) ? [[name as EndpointName, value] as const] : []),
);

export const WRITES = ENDPOINTS.filter(([, { method }]) => method !== 'GET');

/** For each endpoint something of its own: an endpoint that is forgotten does not compile. */
export type PerEndpoint<Ids> = { [Name in EndpointName]: (ids: Ids) => CallInput<(typeof contracts)[Name]> };

function isEndpoint(value: unknown): value is Endpoint {
  return typeof value === 'object' && value !== null && 'may' in value && 'path' in value && 'method' in value;
}
