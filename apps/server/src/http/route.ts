import type { FileValue } from '@jackfield/connector';
import type { Endpoint, EndpointBody, EndpointParams, EndpointQuery, EndpointResponse } from '@jackfield/contracts';
import type { CallerOf } from '../caller.ts';

/** What a handler is given: all of it checked against the contract. */
export interface RouteRequest<E extends Endpoint> {
  params: EndpointParams<E>;
  query: EndpointQuery<E>;
  body: EndpointBody<E>;
  /** By input name; none but for an endpoint that takes files. */
  files: ReadonlyMap<string, FileValue>;
  caller: CallerOf<E['may']>;
  requestId: string;
  /** Address of the client, for limits. */
  address: string;
  headers: Headers;
  /** Aborted when the client goes away before the answer is finished. */
  signal: AbortSignal;
  /** Adds `Set-Cookie` lines to the answer. */
  setCookies: (lines: readonly string[]) => void;
}

/** Sends one line of the stream; resolves when the client has room for the next. Rejects once the client is gone. */
export type SendEvent<E extends Endpoint> = (event: EndpointResponse<E>) => Promise<void>;

export type Route =
  | { endpoint: Endpoint; kind: 'answer'; handler: (request: RouteRequest<Endpoint>) => Promise<unknown> }
  | {
      endpoint: Endpoint;
      kind: 'stream';
      handler: (request: RouteRequest<Endpoint>, send: SendEvent<Endpoint>) => Promise<void>;
    };

/** Registers an endpoint of the contracts that answers once. */
export function route<E extends Endpoint>(
  endpoint: E,
  handler: (request: RouteRequest<E>) => Promise<EndpointResponse<E>>,
): Route {
  // `mountRoutes` parses by this very endpoint before it calls the handler, so the exact types may be forgotten here.
  return { endpoint, kind: 'answer', handler: handler as (request: RouteRequest<Endpoint>) => Promise<unknown> };
}

/** Registers an endpoint that answers in lines of NDJSON. A failure before the first line is a problem; later, a cut. */
export function streamRoute<E extends Endpoint>(
  endpoint: E,
  handler: (request: RouteRequest<E>, send: SendEvent<E>) => Promise<void>,
): Route {
  type Stream = Extract<Route, { kind: 'stream' }>['handler'];
  // As above.
  return { endpoint, kind: 'stream', handler: handler as unknown as Stream };
}
