import {
  type Endpoint,
  type EndpointBodyInput,
  type EndpointParams,
  type EndpointQuery,
  type EndpointResponse,
  type Problem,
  problemSchema,
} from '@jackfield/contracts';
import { pathOf } from './endpoint-path.ts';

/** What a call of an endpoint needs; members that are empty objects may be left out. */
export interface CallInput<E extends Endpoint> {
  params?: EndpointParams<E>;
  query?: EndpointQuery<E>;
  body?: EndpointBodyInput<E>;
}

/** The server answered with a problem. */
export class TestProblem extends Error {
  readonly status: number;
  readonly problem: Problem;

  constructor(status: number, problem: Problem) {
    super(`${status} ${problem.code}: ${problem.detail ?? ''} ${JSON.stringify(problem.errors ?? [])}`);
    this.status = status;
    this.problem = problem;
  }
}

/** A browser without pages: real HTTP, its own cookies, typed by the contracts. */
export class TestClient {
  readonly url: string;
  readonly #cookies = new Map<string, string>();

  constructor(url: string) {
    this.url = url;
  }

  /** The checked answer; throws a `TestProblem` for a problem. */
  async call<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}): Promise<EndpointResponse<E>> {
    const res = await this.send(endpoint, input);
    await throwProblem(res);
    return parse(endpoint, await res.json());
  }

  /** The lines of a stream, checked, once it has ended. */
  async stream<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}): Promise<EndpointResponse<E>[]> {
    const res = await this.send(endpoint, input);
    await throwProblem(res);
    const lines = (await res.text()).split('\n').filter((line) => line !== '');
    return lines.map((line) => parse(endpoint, JSON.parse(line)));
  }

  /** The problem that the server answers with; throws when it does not. */
  async problem<E extends Endpoint>(endpoint: E, input: CallInput<E> = {}): Promise<Problem> {
    return this.#readProblem(await this.send(endpoint, input));
  }

  /** As `problem`, for a body that the contract does not know. */
  async problemOf<E extends Endpoint>(endpoint: E, params: EndpointParams<E>, body: unknown): Promise<Problem> {
    return this.#readProblem(await this.fetch(pathOf(endpoint, params), jsonRequest(endpoint.method, body)));
  }

  send<E extends Endpoint>(endpoint: E, input: CallInput<E>, init: RequestInit = {}): Promise<Response> {
    return this.fetch(pathOf(endpoint, input.params, input.query), {
      ...jsonRequest(endpoint.method, input.body),
      ...init,
    });
  }

  /** Any request, with this visitor's cookies, as from a page of the server's own. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('origin')) headers.set('origin', this.url);
    return this.forge(path, { ...init, headers });
  }

  /** Any request, with this visitor's cookies and nothing else that it is not given. */
  async forge(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    if (this.#cookies.size > 0) headers.set('cookie', this.cookie());
    const res = await fetch(`${this.url}${path}`, { redirect: 'manual', ...init, headers });
    for (const line of res.headers.getSetCookie()) this.#keepCookie(line);
    return res;
  }

  /** This visitor's cookies as a request carries them. */
  cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #keepCookie(line: string): void {
    const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    if (value === '' || attributes.some((attribute) => attribute.toLowerCase() === 'max-age=0')) {
      this.#cookies.delete(name);
    } else {
      this.#cookies.set(name, value);
    }
  }

  async #readProblem(res: Response): Promise<Problem> {
    if (!res.headers.get('content-type')?.startsWith('application/problem+json')) {
      throw new Error(`expected a problem, was answered ${res.status}: ${await res.text()}`);
    }
    const problem = problemSchema.parse(await res.json());
    if (problem.status !== res.status) throw new Error(`the problem says ${problem.status}, the answer ${res.status}`);
    return problem;
  }
}

function jsonRequest(method: string, body: unknown): RequestInit {
  if (body === undefined) return { method };
  return { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
}

async function throwProblem(res: Response): Promise<void> {
  if (res.ok) return;
  throw new TestProblem(res.status, problemSchema.parse(await res.json()));
}

function parse<E extends Endpoint>(endpoint: E, value: unknown): EndpointResponse<E> {
  // `parse` gives what `z.infer` of the same schema says; the compiler loses that through the generic.
  return endpoint.response.parse(value) as EndpointResponse<E>;
}
