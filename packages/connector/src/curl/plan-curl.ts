import { AUTH_KINDS } from '../auth/auth-kinds.ts';
import { type ApiDocument, emptyApiDocument } from '../document/api-document.ts';
import { type CallDocument, emptyCallDocument } from '../document/call-document.ts';
import type { ParameterRow, Row } from '../document/row.ts';
import { nameFromBaseUrl, readBaseUrl } from '../edit/base-url.ts';
import { decodeQueryText } from '../encoding/percent.ts';
import { LIMITS } from '../limits.ts';
import { looksLikeSecret } from '../masking/secret-texts.ts';
import { type ParsedUrl, parseUrl } from '../platform.ts';
import { authSlot } from '../request/apply-auth.ts';
import { type FoundCredentials, isKeyName, isStandIn, takeCredentials } from './credentials.ts';
import { bodyOfCurl } from './curl-body.ts';
import type { CurlCommand } from './read-curl.ts';

/** An API that is there already. */
export interface KnownApi {
  id: string;
  name: string;
  document: ApiDocument;
}

export interface CurlContext {
  apis: readonly KnownApi[];
  /** Where the command's secrets are kept, and whose base URL tells which API is at the same address. */
  environmentId: string;
  /** A new API gets the address in all of these. */
  environmentIds: readonly string[];
  /** Names that variables and secrets of the project have. */
  takenNames: ReadonlySet<string>;
  newId: () => string;
}

export interface PlannedSecret {
  /** Of the API: a field of its authentication; else of the project, used as `{{slot}}`. */
  owner: 'api' | 'project';
  slot: string;
  value: string;
}

/** What an import makes. Pure: nothing is done yet. */
export interface CurlPlan {
  /** Where the call goes: what its secrets are confirmed for. */
  origin: string;
  /** `id` null: a new one. `document` null: it stays as it is. */
  api: { id: string | null; name: string; document: ApiDocument | null };
  call: { name: string; document: CallDocument };
  secrets: PlannedSecret[];
  /** What is made, as sentences. */
  says: string[];
  /** What was left out, or is still to be done, as sentences. */
  notes: string[];
}

export type PlanCurlResult = { ok: true; plan: CurlPlan } | { ok: false; message: string };

/** Headers that the transport sets by itself, and those that browsers add to everything. */
const NOT_KEPT =
  /^(?:host|content-length|connection|accept-encoding|transfer-encoding|keep-alive|te|upgrade|expect|priority|dnt|upgrade-insecure-requests|sec-.*|proxy-.*)$/i;

/** Turns a command into a call of the API at its address, its credentials into that API's authentication. */
export function planCurl(command: CurlCommand, context: CurlContext): PlanCurlResult {
  const url = parseUrl(readBaseUrl(command.url));
  if (!url || !/^https?:$/.test(url.protocol) || url.host === '') {
    return { ok: false, message: `“${command.url.slice(0, 80)}” is no web address.` };
  }
  const login = command.login ?? loginOf(url);
  return { ok: true, plan: new CurlPlanner({ ...command, login }, url, context).plan() };
}

function loginOf({ username, password }: ParsedUrl): CurlCommand['login'] {
  if (username === '' && password === '') return null;
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}

class CurlPlanner {
  readonly #command: CurlCommand;
  readonly #url: ParsedUrl;
  readonly #context: CurlContext;
  readonly #secrets: PlannedSecret[] = [];
  readonly #says: string[] = [];
  readonly #notes: string[] = [];

  constructor(command: CurlCommand, url: ParsedUrl, context: CurlContext) {
    this.#command = command;
    this.#url = url;
    this.#context = context;
  }

  plan(): CurlPlan {
    const { known, path } = this.#findApi();
    const api = known
      ? { id: known.id, name: known.name, document: null as ApiDocument | null }
      : { id: null, name: nameFromBaseUrl(this.#url.origin) || this.#url.host, document: this.#newApi() };
    this.#says.push(
      known ? `A call of ${known.name}, which is at this address.` : `A new API, ${api.name}, at ${this.#url.origin}.`,
    );
    const taken = takeCredentials(this.#command, this.#query());
    const { found } = taken;
    const authDocument = found ? this.#withAuth(api.document ?? known?.document ?? null, known ?? null, found) : null;
    api.document = authDocument ?? api.document;
    const ownHeaders = found && !authDocument ? [...taken.headers, ...this.#asHeaders(found)] : taken.headers;
    const call = this.#callDocument(path, ownHeaders, taken.query);
    this.#notes.push(...this.#command.notes);
    return {
      origin: this.#url.origin,
      api,
      call: { name: callName(this.#command.method, this.#url.pathname), document: call },
      secrets: this.#secrets,
      says: this.#says,
      notes: this.#notes,
    };
  }

  #newApi(): ApiDocument {
    const baseUrls = Object.fromEntries(this.#context.environmentIds.map((id) => [id, this.#url.origin]));
    return { ...emptyApiDocument(), baseUrls };
  }

  /** The API with the longest base URL that the address begins with; else one of that origin, called by the whole address. */
  #findApi(): { known: KnownApi | null; path: string } {
    const path = this.#url.pathname.replaceAll('[', '%5B').replaceAll(']', '%5D');
    const address = `${this.#url.origin}${path}`;
    const sameOrigin = this.#context.apis
      .map((api) => ({ api, base: (api.document.baseUrls[this.#context.environmentId] ?? '').replace(/\/+$/, '') }))
      .filter(({ base }) => !base.includes('{{') && parseUrl(base)?.origin === this.#url.origin)
      .toSorted((a, b) => b.base.length - a.base.length);
    const within = sameOrigin.find(({ base }) => address === base || address.startsWith(`${base}/`));
    if (within) return { known: within.api, path: address.slice(within.base.length) };
    const [first] = sameOrigin;
    return first ? { known: first.api, path: address } : { known: null, path };
  }

  #query(): [string, string][] {
    const pairs = this.#url.search.replace(/^\?/, '').split('&');
    return pairs
      .filter((pair) => pair !== '')
      .map((pair) => {
        const equals = pair.indexOf('=');
        const key = equals < 0 ? pair : pair.slice(0, equals);
        return [decodeQueryText(key), equals < 0 ? '' : decodeQueryText(pair.slice(equals + 1))];
      });
  }

  /** The API's document with these credentials as its authentication; null when it has another already. */
  #withAuth(document: ApiDocument | null, known: KnownApi | null, found: FoundCredentials): ApiDocument | null {
    if (document === null) return null;
    const { kind, label } = AUTH_KINDS[found.kind];
    if (known && document.auth.kind === kind) {
      this.#notes.push(`${known.name} authenticates by ${label} already; what the command carries was left out.`);
      return document;
    }
    if (known && document.auth.kind !== 'none') return null;
    const { environmentId } = this.#context;
    const fields = Object.entries(this.#fieldsOf(found));
    const perEnvironment = new Set(
      AUTH_KINDS[kind].fields.filter((field) => field.perEnvironment).map(({ name }) => name),
    );
    const shared = Object.fromEntries(fields.filter(([name]) => !perEnvironment.has(name)));
    const own = Object.fromEntries(fields.filter(([name]) => perEnvironment.has(name)));
    for (const [field, value] of Object.entries(found.secrets)) this.#keepAuthSecret(field, value);
    this.#says.push(`${label} as the API’s authentication.`);
    const byEnvironment = Object.keys(own).length === 0 ? {} : { [environmentId]: own };
    return { ...document, auth: { kind, shared, byEnvironment } };
  }

  /** A key that stands as the user name is a secret too. */
  #fieldsOf({ kind, fields }: FoundCredentials): Record<string, string> {
    const { username } = fields;
    if (kind === 'basic' && username !== undefined && looksLikeSecret(username)) {
      return { ...fields, username: `{{${this.#keepSecret('key', username)}}}` };
    }
    return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, asText(text)]));
  }

  #keepAuthSecret(field: string, value: string): void {
    if (value === '') return;
    if (isStandIn(value)) this.#notes.push(`Set the ${field}: the command has only “${value}” in its place.`);
    else this.#keep({ owner: 'api', slot: authSlot(field), value }, `The ${field}`);
  }

  /** As a header of this call alone, since the API authenticates in another way. */
  #asHeaders({ kind, fields, secrets }: FoundCredentials): [string, string][] {
    this.#notes.push('The API authenticates in another way, so this call has its credentials as a header of its own.');
    const [value = ''] = Object.values(secrets);
    if (kind === 'bearer') return [['Authorization', `Bearer ${value}`]];
    if (kind === 'key-in-header') return [[fields.name ?? 'Authorization', `${fields.prefix ?? ''}${value}`]];
    return [];
  }

  #callDocument(path: string, headers: CurlCommand['headers'], query: readonly [string, string][]): CallDocument {
    const { body, saysContentType, notes, inputs } = bodyOfCurl(this.#command, (key, value) => this.#row(key, value));
    this.#notes.push(...notes);
    const kept = headers.filter(([name]) => !NOT_KEPT.test(name) && !(saysContentType && isContentType(name)));
    const isReading = this.#command.method === 'GET' || this.#command.method === 'HEAD';
    return {
      ...emptyCallDocument(),
      useAs: isReading ? 'data' : 'action',
      method: this.#command.method,
      url: path,
      parameters: query.map(
        ([key, value]): ParameterRow => ({ ...this.#row(key, value), place: 'query' }) as ParameterRow,
      ),
      headers: kept.map(([name, value]) => this.#row(name, value)),
      body,
      inputs,
    };
  }

  /** A fixed row; a value that is a key goes into a secret and leaves its name. */
  #row(key: string, value: string): Row {
    const isSecret = (looksLikeSecret(value) || isKeyName(key) || /^cookie$/i.test(key)) && !isStandIn(value);
    const { scheme, secret } = splitScheme(value);
    const text = isSecret ? `${scheme}{{${this.#keepSecret(key, secret)}}}` : asText(value);
    return { id: this.#context.newId(), key, isEnabled: true, kind: 'fixed', value: text };
  }

  #keepSecret(name: string, value: string): string {
    const known = this.#secrets.find((secret) => secret.owner === 'project' && secret.value === value);
    if (known) return known.slot;
    const plain =
      name
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '_')
        .replace(/^[_\d]+|_+$/g, '') || 'secret';
    const isTaken = (slot: string) =>
      this.#context.takenNames.has(slot) || this.#secrets.some((secret) => secret.slot === slot);
    let slot = plain.slice(0, 60);
    for (let number = 2; isTaken(slot); number += 1) slot = `${plain.slice(0, 60)}_${number}`;
    this.#says.push(`The value of ${name} went into the secret ${slot}.`);
    this.#keep({ owner: 'project', slot, value }, slot);
    return slot;
  }

  #keep(secret: PlannedSecret, name: string): void {
    this.#secrets.push(secret);
    if (secret.value.length >= LIMITS.secretCharsMin) return;
    this.#notes.push(`${name} is so short that it is masked in the view of the request only, not in answers.`);
  }
}

const isContentType = (name: string) => name.toLowerCase() === 'content-type';
const asText = (text: string) => text.replaceAll('{{', '\\{{');

function splitScheme(value: string): { scheme: string; secret: string } {
  const match = /^((?:Bearer|Basic|Token)\s+)(.+)$/is.exec(value);
  return match ? { scheme: match[1] ?? '', secret: match[2] ?? '' } : { scheme: '', secret: value };
}

const VERBS: Readonly<Record<string, string>> = { POST: 'Create', PUT: 'Replace', PATCH: 'Update', DELETE: 'Delete' };

/** `GET /v1/customers/42` → `Get customers`. */
function callName(method: string, path: string): string {
  const words = path.split('/').filter((part) => /^[a-z][a-z_.-]*$/i.test(part) && !/^(?:v\d+|api)$/i.test(part));
  const what = (words.at(-1) ?? 'call').replaceAll(/[_.-]+/g, ' ');
  return `${VERBS[method] ?? method.charAt(0) + method.slice(1).toLowerCase()} ${what}`.slice(0, LIMITS.nameCharsMax);
}
