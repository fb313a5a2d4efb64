import {
  type Endpoint,
  type EndpointBodyInput,
  type EndpointParams,
  type EndpointQuery,
  type EndpointResponse,
  problemSchema,
} from '@jackfield/contracts';
import { ApiProblem, isPassing } from './api-problem.ts';
import { reportConnection } from './connection.ts';
import { readLines } from './read-lines.ts';

/** `params`, `query` and `body` are asked for only where the endpoint has them. */
export type EndpointInput<E extends Endpoint> = {
  signal?: AbortSignal | undefined;
  /** By input name, for an endpoint that takes files. */
  files?: ReadonlyMap<string, File> | undefined;
} & (EndpointParams<E> extends Record<string, never> ? { params?: undefined } : { params: EndpointParams<E> }) &
  (EndpointQuery<E> extends Record<string, never> ? { query?: undefined } : { query: EndpointQuery<E> }) &
  (undefined extends EndpointBodyInput<E> ? { body?: undefined } : { body: EndpointBodyInput<E> });

interface LooseInput {
  params?: unknown;
  query?: unknown;
  body?: unknown;
  signal?: AbortSignal | undefined;
  files?: ReadonlyMap<string, File> | undefined;
}

/**
 * Calls an endpoint and reads its answer by the contract.
 * @throws ApiProblem, and nothing else.
 */
export async function callEndpoint<E extends Endpoint>(
  endpoint: E,
  input: EndpointInput<E>,
): Promise<EndpointResponse<E>> {
  const response = await send(endpoint, input);
  let json: unknown;
  try {
    json = await response.json();
  } catch (error) {
    throw whileReading(input.signal, error);
  }
  const parsed = endpoint.response.safeParse(json);
  if (!parsed.success) throw unreadable(parsed.error);
  // The schema is the endpoint's own, which TypeScript loses behind the generic.
  return parsed.data as EndpointResponse<E>;
}

/**
 * Calls an endpoint that answers with a stream, and yields each line read by the contract.
 * Stop it by aborting `signal` or by leaving the loop.
 * @throws ApiProblem, and nothing else.
 */
export async function* streamEndpoint<E extends Endpoint>(
  endpoint: E,
  input: EndpointInput<E>,
): AsyncGenerator<EndpointResponse<E>, void, void> {
  const response = await send(endpoint, input);
  if (response.body === null) throw unreadable(undefined);
  const lines = readLines(response.body);
  while (true) {
    let next: IteratorResult<string>;
    try {
      next = await lines.next();
    } catch (error) {
      throw whileReading(input.signal, error);
    }
    if (next.done) return;
    try {
      yield endpoint.response.parse(JSON.parse(next.value)) as EndpointResponse<E>;
    } catch (error) {
      await lines.return?.();
      throw error instanceof ApiProblem ? error : unreadable(error);
    }
  }
}

async function send(endpoint: Endpoint, input: LooseInput): Promise<Response> {
  const isForm = endpoint.takesFiles === true && input.files !== undefined && input.files.size > 0;
  const hasBody = input.body !== undefined;
  let response: Response;
  try {
    response = await fetch(buildAddress(endpoint.path, input.params, input.query), {
      method: endpoint.method,
      headers: {
        accept: endpoint.isStream ? 'application/x-ndjson, application/problem+json' : 'application/json',
        ...(hasBody && !isForm ? { 'content-type': 'application/json' } : {}),
      },
      ...(hasBody ? { body: isForm ? toForm(input) : JSON.stringify(input.body) } : {}),
      ...(input.signal ? { signal: input.signal } : {}),
    });
  } catch (error) {
    if (input.signal?.aborted) throw cancelled(error);
    reportConnection('away');
    throw new ApiProblem(
      'unreachable',
      'The server cannot be reached',
      { detail: 'Check that Jackfield is running and that you are online, then try again.' },
      error,
    );
  }
  if (response.ok) {
    reportConnection('answer');
    return response;
  }
  const problem = await readProblem(response, input.signal);
  if (problem.code === 'not_signed_in') reportConnection('signed-out');
  else if (problem.code !== 'cancelled') reportConnection(isPassing(problem) ? 'away' : 'answer');
  throw problem;
}

function toForm({ body, files }: LooseInput): FormData {
  const form = new FormData();
  form.set('body', JSON.stringify(body));
  for (const [name, file] of files ?? []) form.set(name, file);
  return form;
}

/** Fills `:name` segments and appends the query; every value is encoded for its place. */
export function buildAddress(path: string, params: unknown, query: unknown): string {
  const values = asRecord(params);
  const filled = path.replace(/:([A-Za-z]+)/g, (_, name: string) => encodeURIComponent(String(values[name] ?? '')));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(asRecord(query))) {
    if (value !== undefined && value !== null) search.append(name, String(value));
  }
  const text = search.toString();
  return text === '' ? filled : `${filled}?${text}`;
}

async function readProblem(response: Response, signal: AbortSignal | undefined): Promise<ApiProblem> {
  let json: unknown;
  try {
    json = await response.json();
  } catch (error) {
    if (signal?.aborted) return cancelled(error);
    json = undefined;
  }
  const parsed = problemSchema.safeParse(json);
  if (!parsed.success) {
    return new ApiProblem('unreadable', `The server answered ${response.status}`, {
      status: response.status,
      detail: 'Its answer could not be read. Try again; if it stays, look at the server log.',
    });
  }
  const { data } = parsed;
  return new ApiProblem(data.code, data.title, data);
}

function whileReading(signal: AbortSignal | undefined, error: unknown): ApiProblem {
  if (signal?.aborted) return cancelled(error);
  return new ApiProblem(
    'unreachable',
    'The connection to the server broke off',
    { detail: 'The answer did not arrive in full. Try again.' },
    error,
  );
}

function cancelled(cause: unknown): ApiProblem {
  return new ApiProblem('cancelled', 'Cancelled', {}, cause);
}

function unreadable(cause: unknown): ApiProblem {
  return new ApiProblem(
    'unreadable',
    'The answer of the server could not be read',
    { detail: 'The page may be older than the server. Reload it.' },
    cause,
  );
}

function asRecord(value: unknown): Record<string, unknown> {
  // Params and queries are plain objects by their schemas.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
