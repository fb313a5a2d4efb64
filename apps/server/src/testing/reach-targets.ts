import type { ApiDocument, InputType } from '@jackfield/connector';
import { formDataRowSchema, inputSchema } from '@jackfield/connector';
import {
  type Api,
  type Call,
  runCall as runByHand,
  runQuerySchema,
  saveApi,
  saveCall,
  setVariable,
} from '@jackfield/contracts';
import { createParser } from 'eventsource-parser';
import {
  eventsOf,
  initialize,
  initializeAndSave,
  type MadeCall,
  makeCall,
  makeToken,
  runCall,
  runPath,
} from './make-call.ts';
import type { Owner } from './scenario.ts';
import type { TestServer } from './start-test-server.ts';
import { TestProblem } from './test-client.ts';

/** How a request ended, by whichever door it was made. */
export interface End {
  /** The outcome of the run; the code of the problem where the call was not even taken. */
  outcome: string;
  /** All that the person is told. */
  words: string;
}

type Inputs = Record<string, string>;
type RunAnswer = NonNullable<ReturnType<typeof runQuerySchema.parse>['answer']>;
export type Door = 'initialization' | 'run, by hand' | `run, ${RunAnswer}`;

/** Everybody who has a request made: the endpoints of initializations and of runs by hand, and a run with each answer. */
export const DOORS: readonly Door[] = [
  'initialization',
  'run, by hand',
  ...runQuerySchema.shape.answer.unwrap().options.map((answer) => `run, ${answer}` as const),
];

/** Of a call that goes through every door: a run is answered live for this response type alone. */
export const ANY_DOOR = { responseType: 'stream' } as const;

/** One call of the product, led from one target to the next. */
export class CallOnTheMove {
  readonly #server: TestServer;
  readonly #owner: Owner;
  readonly #token: string;
  #made: MadeCall;

  constructor(server: TestServer, owner: Owner, token: string, made: MadeCall) {
    this.#server = server;
    this.#owner = owner;
    this.#token = token;
    this.#made = made;
  }

  /** Initialized once at `origin`, so that it can be run from then on. */
  static async make(server: TestServer, owner: Owner, origin: string, inputNames: readonly string[] = []) {
    const inputs = inputNames.map((name) => inputSchema.parse({ name, type: 'text' satisfies InputType }));
    const made = await makeCall(owner, origin, { call: { ...ANY_DOOR, inputs, tries: 1 } });
    const values = Object.fromEntries(inputNames.map((name) => [name, 'x']));
    const call = await initializeAndSave(owner, made.call, values);
    return new CallOnTheMove(server, owner, await makeToken(owner), { api: made.api, call });
  }

  /** One that sends a form with a file, fetched from where its input `file` says. */
  static async makeWithFile(server: TestServer, owner: Owner, origin: string) {
    const row = formDataRowSchema.parse({ id: 'file', key: 'file', kind: 'input', input: 'file' });
    const made = await makeCall(owner, origin, {
      call: {
        ...ANY_DOOR,
        method: 'POST',
        body: { kind: 'form-data', rows: [row] },
        inputs: [inputSchema.parse({ name: 'file', type: 'file' satisfies InputType })],
      },
    });
    const call = await initializeAndSave(owner, made.call, { file: `${origin}/echo` });
    return new CallOnTheMove(server, owner, await makeToken(owner), { api: made.api, call });
  }

  /** The same, after its API or its call was changed by other means. */
  with(changed: Partial<MadeCall>): CallOnTheMove {
    return new CallOnTheMove(this.#server, this.#owner, this.#token, { ...this.#made, ...changed });
  }

  setBaseUrl(baseUrl: string): Promise<void> {
    return this.#changeApi({ baseUrls: { [this.#owner.development.id]: baseUrl } });
  }

  /** Every request needs a token first, which is asked for there. */
  setTokenUrl(tokenUrl: string): Promise<void> {
    const byEnvironment = { [this.#owner.development.id]: { tokenUrl } };
    return this.#changeApi({ auth: { kind: 'oauth2-custom', shared: {}, byEnvironment } });
  }

  async #changeApi(change: Partial<ApiDocument>): Promise<void> {
    const { api } = this.#made;
    const document = { ...api.document, ...change };
    const saved: Api = await this.#owner.client.call(saveApi, {
      params: { apiId: api.id },
      body: { name: api.name, version: api.version, document },
    });
    this.#made = { ...this.#made, api: saved };
  }

  /** The inputs keep their settings, but for the values that the one named `host` may take. */
  async setUrl(url: string, allowedValues?: string[]): Promise<void> {
    const { call } = this.#made;
    const inputs = call.document.inputs.map((input) =>
      allowedValues && input.name === 'host' ? { ...input, allowedValues } : input,
    );
    const saved: Call = await this.#owner.client.call(saveCall, {
      params: { callId: call.id },
      body: { name: call.name, version: call.version, document: { ...call.document, url, inputs } },
    });
    this.#made = { ...this.#made, call: saved };
  }

  go(door: Door, inputs: Inputs = {}): Promise<End> {
    if (door === 'initialization') return this.#initialize(inputs);
    return door === 'run, by hand' ? this.#runByHand(inputs) : this.#run(door.slice('run, '.length), inputs);
  }

  async #initialize(inputs: Inputs): Promise<End> {
    const [end] = eventsOf(await initialize(this.#owner, this.#made.call, inputs), 'end');
    return { outcome: end?.outcome ?? 'no end', words: wordsOf(end?.error) };
  }

  async #runByHand(inputs: Inputs): Promise<End> {
    const events = await this.#owner.client
      .stream(runByHand, {
        params: { callId: this.#made.call.id },
        body: { environmentId: this.#owner.development.id, as: 'data', inputs },
      })
      .catch(problemOf);
    if (events instanceof TestProblem) {
      const { code, detail, errors } = events.problem;
      return { outcome: code, words: JSON.stringify([detail, errors]) };
    }
    const end = events.at(-1);
    return end?.type === 'end' ? { outcome: end.outcome, words: wordsOf(end.error) } : { outcome: 'no end', words: '' };
  }

  async #run(answer: string, inputs: Inputs): Promise<End> {
    const path = `${runPath(this.#owner, this.#made)}?answer=${answer}`;
    const res = await runCall(this.#server, path, this.#token, { inputs });
    const text = await res.text();
    const isProblem = res.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
    if (isProblem) {
      const problem = JSON.parse(text);
      return { outcome: problem.kind ?? problem.code, words: JSON.stringify([problem.detail, problem.errors]) };
    }
    if (answer === 'body') return { outcome: 'response', words: text };
    const { outcome, error } = JSON.parse(answer === 'stream' ? lastEventOf(text) : text);
    return { outcome, words: wordsOf(error) };
  }
}

function problemOf(error: unknown): TestProblem {
  if (error instanceof TestProblem) return error;
  throw error;
}

/** A variable that brings the whole base URL. */
export async function setTargetVariable(owner: Owner, value: string, version: number): Promise<void> {
  await owner.client.call(setVariable, {
    params: { projectId: owner.project.id },
    body: { name: 'target', environmentId: owner.development.id, value, ...(version > 0 ? { version } : {}) },
  });
}

function lastEventOf(text: string): string {
  let data = '';
  const parser = createParser({
    onEvent: (event) => {
      data = event.data;
    },
  });
  parser.feed(text);
  return data;
}

function wordsOf(error: { message: string; detail: string; hint: string } | null | undefined): string {
  return error ? `${error.message} ${error.detail} ${error.hint}` : '';
}
