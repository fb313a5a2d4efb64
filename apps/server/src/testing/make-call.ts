import { type ApiDocument, type CallDocument, emptyApiDocument, emptyCallDocument } from '@jackfield/connector';
import {
  type Api,
  type Call,
  createApi,
  createCall,
  createToken,
  type InitializationEvent,
  initializeCall,
  saveShape,
} from '@jackfield/contracts';
import type { Owner } from './scenario.ts';
import type { TestServer } from './start-test-server.ts';

export interface MadeCall {
  api: Api;
  call: Call;
}

type DocumentChange<Document> = Partial<Document> | undefined;

let count = 0;

/** A new API at an origin, in Development, with one call. */
export async function makeCall(
  owner: Owner,
  origin: string,
  documents: { api?: DocumentChange<ApiDocument>; call?: DocumentChange<CallDocument> } = {},
): Promise<MadeCall> {
  count += 1;
  const { client, project, development } = owner;
  const baseUrls = { [development.id]: origin };
  const api = await client.call(createApi, {
    params: { projectId: project.id },
    body: { name: `API ${count}`, document: { ...emptyApiDocument(), baseUrls, ...documents.api } },
  });
  const call = await client.call(createCall, {
    params: { apiId: api.id },
    body: { name: `Call ${count}`, document: { ...emptyCallDocument(), url: '/echo', ...documents.call } },
  });
  return { api, call };
}

export type EventOf<Type extends InitializationEvent['type']> = Extract<InitializationEvent, { type: Type }>;

/** All events of one initialization in Development. */
export function initialize(
  owner: Owner,
  call: Pick<Call, 'id' | 'version'>,
  testValues?: Record<string, string>,
): Promise<InitializationEvent[]> {
  return owner.client.stream(initializeCall, {
    params: { callId: call.id },
    body: { environmentId: owner.development.id, version: call.version, ...(testValues ? { testValues } : {}) },
  });
}

export function eventsOf<Type extends InitializationEvent['type']>(
  events: readonly InitializationEvent[],
  type: Type,
): EventOf<Type>[] {
  return events.filter((event): event is EventOf<Type> => event.type === type);
}

/** Initializes and saves, so that the call can be run. */
export async function initializeAndSave(owner: Owner, call: Call, testValues?: Record<string, string>): Promise<Call> {
  const events = await initialize(owner, call, testValues);
  const [shape] = eventsOf(events, 'shape');
  if (!shape) throw new Error(`the initialization gave no shape: ${JSON.stringify(events.at(-1))}`);
  return owner.client.call(saveShape, {
    params: { callId: call.id },
    body: { initializationId: shape.initializationId, choices: {} },
  });
}

/** A token for Development. */
export async function makeToken(owner: Owner): Promise<string> {
  const { value } = await owner.client.call(createToken, {
    params: { projectId: owner.project.id },
    body: { name: 'test', environmentId: owner.development.id },
  });
  return value;
}

export function runPath(owner: Owner, { api, call }: MadeCall): string {
  return `/run/v1/${owner.project.slug}/${api.slug}/${call.slug}`;
}

/** A run from outside: no cookies, a bearer token. */
export function runCall(
  server: Pick<TestServer, 'url'>,
  path: string,
  token: string,
  options: { inputs?: Record<string, unknown>; headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...options.headers },
    body: JSON.stringify({ inputs: options.inputs ?? {} }),
    signal: options.signal ?? null,
  });
}
