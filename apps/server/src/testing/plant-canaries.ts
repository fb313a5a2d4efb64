import {
  type ApiDocument,
  AUTH_KINDS,
  type Auth,
  type AuthField,
  type AuthKind,
  authSlot,
  type Body,
  type CallDocument,
  emptyApiDocument,
  emptyCallDocument,
  inputSchema,
  isFieldAsked,
} from '@jackfield/connector';
import {
  type Api,
  confirmSecretOrigin,
  createApi,
  createCall,
  createToken,
  type Environment,
  type Project,
  type SecretOwner,
  setSecret,
} from '@jackfield/contracts';
import { AUTH_SAMPLES, atUpstream, type Canary, makeCanary } from '@jackfield/testing';
import type { MadeCall } from './make-call.ts';
import type { TestClient } from './test-client.ts';

/** Where a project's own secret stands in a call; the first may stand in headers too. */
const PLACES = [
  'header_row',
  'shared_header',
  'username',
  'header_name',
  'query_row',
  'path',
  'json_body',
  'form_body',
  'raw_body',
  'door',
];
const HEADER_PLACES = PLACES.slice(0, 3);
/** What can be part of a header's name. */
const NAME_PLACES = ['header_name'];

export class CanaryGarden {
  /** In every slot one, each in Development and in Live. */
  readonly canaries: Canary[] = [];
  readonly calls: MadeCall[] = [];
  readonly tokens: string[] = [];
  readonly #client: TestClient;
  readonly #project: Project;
  readonly #origin: string;

  constructor(client: TestClient, project: Project, origin: string) {
    this.#client = client;
    this.#project = project;
    this.#origin = origin;
  }

  get environments(): Environment[] {
    return this.#project.environments;
  }

  /** A new canary; its text. */
  grow(name: string, characters: 'any' | 'header' | 'plain' = 'any'): string {
    const canary = makeCanary(name, characters);
    this.canaries.push(canary);
    return canary.text;
  }

  /** Of 16 digits, as a card has. */
  growNumber(name: string): number {
    const number = 1e15 + Math.floor(Math.random() * 7e15);
    this.canaries.push({ name, text: String(number) });
    return number;
  }

  /** `bodiesPerKind`: how many kinds of body to combine each kind of authentication with, of three. */
  async plant(doorOrigins: readonly string[], bodiesPerKind: number): Promise<void> {
    for (const environment of this.environments) {
      for (const place of PLACES) {
        const origins = [this.#origin, ...(place === 'door' ? doorOrigins : [])];
        await this.#set({ type: 'project' }, place, environment, charactersOf(place), origins);
      }
      const params = { projectId: this.#project.id };
      const body = { name: `Token of ${environment.name}`, environmentId: environment.id };
      const { value } = await this.#client.call(createToken, { params, body });
      this.canaries.push({ name: `run token of ${environment.name}`, text: value });
      this.tokens.push(value);
    }
    for (const kind of Object.keys(AUTH_KINDS) as AuthKind[]) {
      if (!AUTH_SAMPLES[kind].needsConsent) await this.#plantApi(kind, bodiesPerKind);
    }
  }

  async #plantApi(kind: AuthKind, bodiesPerKind: number): Promise<void> {
    const all: readonly AuthField[] = AUTH_KINDS[kind].fields;
    const fields = all.filter((field) => isFieldAsked(field, all, AUTH_SAMPLES[kind].shared));
    const api = await this.#client.call(createApi, {
      params: { projectId: this.#project.id },
      body: { name: `API with ${kind}`, document: this.#apiDocument(this.#auth(kind, fields)) },
    });
    for (const { name } of fields.filter(({ isSecret }) => isSecret)) {
      for (const environment of this.environments) {
        const slot = authSlot(name);
        const { secrets, neverSent } = AUTH_SAMPLES[kind];
        const given = secrets[name];
        if (given !== undefined) this.canaries.push({ name: `${slot} of ${kind}`, text: given });
        const end = neverSent.includes(name) ? ', which is never sent' : '';
        const value = given ?? this.grow(`${slot} of ${kind} in ${environment.name}${end}`, 'header');
        await this.#store({ type: 'api', id: api.id }, slot, environment, value, [this.#origin]);
      }
    }
    const first = this.calls.length % BODIES.length;
    for (const body of [...BODIES, ...BODIES].slice(first, first + bodiesPerKind)) {
      await this.#plantCall(api, kind, body);
    }
  }

  async #plantCall(api: Api, kind: AuthKind, body: Body): Promise<void> {
    const name = `${body.kind} body`;
    const call = await this.#client.call(createCall, {
      params: { apiId: api.id },
      body: { name, document: callDocument(body) },
    });
    for (const environment of this.environments) {
      await this.#set(
        { type: 'call', id: call.id },
        'input.card',
        environment,
        'header',
        [this.#origin],
        `${kind}, ${name}`,
      );
    }
    this.calls.push({ api, call });
  }

  async #set(
    owner: SecretOwner,
    slot: string,
    environment: Environment,
    characters: 'any' | 'header' | 'plain',
    origins: readonly string[],
    of = 'project',
  ): Promise<void> {
    const value = this.grow(`${slot} of ${of} in ${environment.name}`, characters);
    await this.#store(owner, slot, environment, value, origins);
  }

  async #store(
    owner: SecretOwner,
    slot: string,
    environment: Environment,
    value: string,
    origins: readonly string[],
  ): Promise<void> {
    const params = { projectId: this.#project.id };
    const secret = await this.#client.call(setSecret, {
      params,
      body: { owner, slot, environmentId: environment.id, value },
    });
    for (const origin of origins) {
      if (secret.origins.includes(origin)) continue;
      await this.#client.call(confirmSecretOrigin, { params: { ...params, secretId: secret.id }, body: { origin } });
    }
  }

  #auth(kind: AuthKind, fields: readonly AuthField[]): Auth {
    const sample = AUTH_SAMPLES[kind];
    const shared: Record<string, string> = {};
    const own: Record<string, string> = {};
    for (const field of fields.filter(({ isSecret }) => !isSecret)) {
      const values = field.perEnvironment ? own : shared;
      const given = field.perEnvironment ? sample.own[field.name] : sample.shared[field.name];
      values[field.name] = field.name === 'username' ? '{{username}}' : (given ?? field.default);
    }
    return { kind, shared, byEnvironment: this.#perEnvironment(atUpstream(own, this.#origin)) };
  }

  #apiDocument(auth: Auth): ApiDocument {
    return {
      ...emptyApiDocument(),
      auth,
      baseUrls: this.#perEnvironment(this.#origin),
      headers: [{ id: 'shared', kind: 'fixed', key: 'X-Shared', value: 'Key {{shared_header}}', isEnabled: true }],
    };
  }

  #perEnvironment<Value>(value: Value): Record<string, Value> {
    return Object.fromEntries(this.environments.map(({ id }) => [id, value]));
  }
}

function charactersOf(place: string): 'any' | 'header' | 'plain' {
  if (NAME_PLACES.includes(place)) return 'plain';
  return HEADER_PLACES.includes(place) ? 'header' : 'any';
}

const BODIES: readonly Body[] = [
  { kind: 'json', template: '{"secret": "{{json_body}}", "card": <card>, "pin": <pin>}' },
  {
    kind: 'form-urlencoded',
    rows: [{ id: 'secret', kind: 'fixed', key: 'secret', value: 'x{{form_body}}y', isEnabled: true }],
  },
  {
    kind: 'raw',
    contentType: 'application/xml',
    template: '<a b="{{raw_body}}">_*_card_*_</a>',
    escapes: {},
    readsAngleBrackets: false,
  },
];

const INPUT_ROW = {
  kind: 'input',
  template: '<value>',
  listFormat: 'repeat',
  dateFormat: 'date-time',
  isEnabled: true,
} as const;

function callDocument(body: Body): CallDocument {
  return {
    ...emptyCallDocument(),
    method: 'POST',
    tries: 1,
    url: '/echo/{{path}}/end',
    parameters: [
      { id: 'query', kind: 'fixed', key: 'row', value: '{{query_row}}', place: 'query', isEnabled: true },
      { ...INPUT_ROW, id: 'pin', key: 'pin', input: 'pin', place: 'query' },
    ],
    headers: [
      { id: 'row', kind: 'fixed', key: 'X-Row', value: '{{header_row}}', isEnabled: true },
      { ...INPUT_ROW, id: 'card', key: 'X-Card', input: 'card', template: 'Card <value>' },
    ],
    body,
    inputs: [
      inputSchema.parse({ name: 'card', isSensitive: true }),
      inputSchema.parse({ name: 'pin', type: 'number', isSensitive: true, isRequired: false }),
    ],
  };
}
