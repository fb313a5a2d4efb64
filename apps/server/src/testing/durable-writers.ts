import { emptyApiDocument, emptyCallDocument, inputSchema } from '@jackfield/connector';
import {
  createApi,
  createCall,
  createToken,
  deleteApi,
  deleteCall,
  deleteSecret,
  deleteVariable,
  getApi,
  getCall,
  getProjectTree,
  initializeCall,
  listTokens,
  listValues,
  restoreApi,
  restoreCall,
  revokeToken,
  saveApi,
  saveCall,
  saveShape,
  setSecret,
  setVariable,
} from '@jackfield/contracts';
import type { z } from 'zod';
import { ABSENT, type Ledger, type State, type Thing, textOf } from './ledger.ts';
import type { Owner } from './scenario.ts';

/** What is read once for many things. */
export interface Snapshot {
  tree: z.infer<(typeof getProjectTree)['response']>;
  values: z.infer<(typeof listValues)['response']>;
  tokens: z.infer<(typeof listTokens)['response']>;
}

export async function readSnapshot({ client, project }: Owner): Promise<Snapshot> {
  const params = { projectId: project.id };
  return {
    tree: await client.call(getProjectTree, { params }),
    values: await client.call(listValues, { params }),
    tokens: await client.call(listTokens, { params }),
  };
}

/** Makes one change; rejects when the server is gone. */
export type Step = () => Promise<unknown>;

interface Tools {
  owner: Owner;
  ledger: Ledger<Snapshot>;
  random: () => number;
}

const THINGS_OF_A_WRITER = 4;
let serial = 0;

/** Everything that a person changes in the editor, one kind each. `origin` is initialized at. */
export async function makeWriters(tools: Tools, origin: string): Promise<Step[]> {
  const { client, project, development } = tools.owner;
  const api = await client.call(createApi, {
    params: { projectId: project.id },
    body: { name: 'Held', document: { ...emptyApiDocument(), baseUrls: { [development.id]: origin } } },
  });
  return [
    writeDocuments(tools, calls(tools.owner, api.id)),
    writeDocuments(tools, calls(tools.owner, api.id)),
    writeDocuments(tools, apis(tools.owner)),
    writeSecrets(tools),
    writeVariables(tools),
    writeTokens(tools),
    await renameInput(tools, api.id),
    await writeShape(tools, api.id),
  ];
}

interface Kind {
  what: string;
  send: {
    create: (content: Content) => Promise<Response>;
    save: (id: string, content: Content) => Promise<Response>;
    remove: (id: string) => Promise<Response>;
    restore: (id: string) => Promise<Response>;
  };
  /** The document of a next version. */
  next: (mark: string) => unknown;
  /** Null when it is not there. */
  find: (id: string) => Promise<Content | null>;
  idOf: (tree: Snapshot['tree'], name: string) => string | undefined;
}

interface Content {
  name: string;
  version: number;
  document: unknown;
}

function calls({ client }: Owner, apiId: string): Kind {
  const params = (callId: string) => ({ params: { callId } });
  return {
    what: 'call',
    // What a document holds is of no matter to the one who sends it.
    send: {
      create: ({ name, document }) =>
        client.send(createCall, { params: { apiId }, body: { name, document: document as never } }),
      save: (id, content) => client.send(saveCall, { ...params(id), body: content as never }),
      remove: (id) => client.send(deleteCall, params(id)),
      restore: (id) => client.send(restoreCall, params(id)),
    },
    next: (mark) => ({ ...emptyCallDocument(), url: `/echo?mark=${mark}` }),
    find: (id) => contentOf(client.send(getCall, params(id))),
    idOf: (tree, name) => tree.apis.flatMap((api) => api.calls).find((call) => call.name === name)?.id,
  };
}

function apis({ client, project, development }: Owner): Kind {
  const params = (apiId: string) => ({ params: { apiId } });
  return {
    what: 'API',
    send: {
      create: ({ name, document }) =>
        client.send(createApi, { params: { projectId: project.id }, body: { name, document: document as never } }),
      save: (id, content) => client.send(saveApi, { ...params(id), body: content as never }),
      remove: (id) => client.send(deleteApi, params(id)),
      restore: (id) => client.send(restoreApi, params(id)),
    },
    next: (mark) => ({ ...emptyApiDocument(), baseUrls: { [development.id]: `https://${mark}.example` } }),
    find: (id) => contentOf(client.send(getApi, params(id))),
    idOf: (tree, name) => tree.apis.find((api) => api.name === name)?.id,
  };
}

async function contentOf(asked: Promise<Response>): Promise<Content | null> {
  const res = await asked;
  const { name, version, document } = (await res.json()) as Content;
  return res.status === 404 ? null : { name, version, document };
}

interface Item {
  thing: Thing<Snapshot>;
  /** Not known while nobody has told it. */
  id: string | undefined;
}

/** Creates, saves under other names, deletes and restores. */
function writeDocuments({ ledger, random }: Tools, kind: Kind): Step {
  const items: Item[] = [];
  const create = async (): Promise<void> => {
    const content = { name: mark(kind.what), version: 1, document: kind.next(mark('m')) };
    const item: Item = {
      id: undefined,
      thing: ledger.add(content.name, async ({ tree }) => {
        item.id ??= kind.idOf(tree, content.name);
        const found = item.id === undefined ? null : await kind.find(item.id);
        return found === null ? ABSENT : textOf(found);
      }),
    };
    items.push(item);
    const answer = await ledger.change(item.thing, textOf(content), () => kind.send.create(content));
    item.id = idIn(answer);
  };
  return async () => {
    const known = items.filter(({ id }) => id !== undefined);
    const { thing, id } = known[Math.floor(random() * known.length)] ?? {};
    if (!thing || id === undefined || (known.length < THINGS_OF_A_WRITER && random() < 0.5)) return create();
    const last: Content = JSON.parse(thing.living);
    if (thing.sure === ABSENT) {
      const restored = { ...last, version: last.version + 2 };
      return ledger.change(thing, textOf(restored), () => kind.send.restore(id));
    }
    if (random() < 0.2) return ledger.change(thing, ABSENT, () => kind.send.remove(id));
    const next = { name: mark(kind.what), document: kind.next(mark('m')) };
    const after = textOf({ ...next, version: last.version + 1 });
    return ledger.change(thing, after, () => kind.send.save(id, { ...next, version: last.version }));
  };
}

function writeSecrets({ owner, ledger, random }: Tools): Step {
  const { client, project, development } = owner;
  const params = { projectId: project.id };
  let id = '';
  const slot = 'durable_secret';
  const thing = ledger.add('a secret', ({ values }) => {
    const found = values.secrets.find((secret) => secret.slot === slot);
    id = found?.id ?? '';
    if (!found) return ABSENT;
    return textOf({ last4: found.last4, version: found.version, isDamaged: found.isDamaged });
  });
  return async () => {
    if (thing.sure !== ABSENT && id !== '' && random() < 0.2) {
      return ledger.change(thing, ABSENT, () => client.send(deleteSecret, { params: { ...params, secretId: id } }));
    }
    const last4 = String(Math.floor(random() * 9_000) + 1_000);
    const after = textOf({ last4, version: nextVersion(thing.sure), isDamaged: false });
    const body = { owner: { type: 'project' as const }, slot, environmentId: development.id };
    const value = `sk-durable-${last4}`;
    const answer = await ledger.change(thing, after, () =>
      client.send(setSecret, { params, body: { ...body, value } }),
    );
    id = idIn(answer);
  };
}

function writeVariables({ owner, ledger, random }: Tools): Step {
  const { client, project, development } = owner;
  const params = { projectId: project.id };
  const name = 'durable_variable';
  const thing = ledger.add('a variable', ({ values }) => {
    const found = values.variables.find((variable) => variable.name === name)?.values[0];
    return found === undefined ? ABSENT : textOf({ value: found.value, version: found.version });
  });
  return () => {
    if (thing.sure !== ABSENT && random() < 0.2) {
      return ledger.change(thing, ABSENT, () => client.send(deleteVariable, { params: { ...params, name } }));
    }
    const value = mark('value');
    const version = nextVersion(thing.sure);
    const body = { name, environmentId: development.id, value, ...(version === 1 ? {} : { version: version - 1 }) };
    return ledger.change(thing, textOf({ value, version }), () => client.send(setVariable, { params, body }));
  };
}

function writeTokens({ owner, ledger }: Tools): Step {
  const { client, project, development } = owner;
  const params = { projectId: project.id };
  let last: Item | null = null;
  return async () => {
    if (last?.id !== undefined && last.thing.sure !== ABSENT) {
      const { thing, id } = last;
      return ledger.change(thing, ABSENT, () => client.send(revokeToken, { params: { ...params, tokenId: id } }));
    }
    const name = mark('token');
    const item: Item = {
      id: undefined,
      thing: ledger.add(name, ({ tokens }) => {
        item.id = tokens.tokens.find((token) => token.name === name)?.id;
        return item.id === undefined ? ABSENT : 'there';
      }),
    };
    last = item;
    const body = { name, environmentId: development.id };
    const answer = await ledger.change(item.thing, 'there', () => client.send(createToken, { params, body }));
    item.id = idIn((answer as { token: unknown }).token);
  };
}

/** Renames a sensitive input to and fro: its test value, a secret under its name, has to go with it. */
async function renameInput({ owner, ledger }: Tools, apiId: string): Promise<Step> {
  const { client, project, development } = owner;
  const documentWith = (name: string, alias: string) => ({
    ...emptyCallDocument(),
    inputs: [inputSchema.parse({ name, aliases: [alias], isSensitive: true })],
  });
  const { id } = await client.call(createCall, {
    params: { apiId },
    body: { name: 'Renamed', document: documentWith('first', 'second') },
  });
  await client.call(setSecret, {
    params: { projectId: project.id },
    body: {
      owner: { type: 'call', id },
      slot: 'input.first',
      environmentId: development.id,
      value: 'sk-test-value-0123',
    },
  });
  const state = (version: number, name: string): State => textOf({ version, name, slots: [`input.${name}`] });
  const thing = ledger.add('a renamed input', async ({ values }) => {
    const { version, document } = await client.call(getCall, { params: { callId: id } });
    const secrets = values.secrets.filter((secret) => secret.owner.type === 'call' && secret.owner.id === id);
    return textOf({ version, name: document.inputs[0]?.name, slots: secrets.map(({ slot }) => slot) });
  });
  thing.sure = state(1, 'first');
  thing.living = thing.sure;
  return () => {
    const { version, name }: { version: number; name: string } = JSON.parse(thing.living);
    const other = name === 'first' ? 'second' : 'first';
    const body = { name: 'Renamed', version, document: documentWith(other, name) };
    return ledger.change(thing, state(version + 1, other), () =>
      client.send(saveCall, { params: { callId: id }, body }),
    );
  };
}

/** Initializes and saves the shape, again and again. */
async function writeShape({ owner, ledger }: Tools, apiId: string): Promise<Step> {
  const { client, development } = owner;
  const { id, version } = await client.call(createCall, {
    params: { apiId },
    body: { name: 'Shaped', document: { ...emptyCallDocument(), url: '/echo' } },
  });
  const params = { callId: id };
  const thing = ledger.add('a shape', async () => {
    const { shape } = await client.call(getCall, { params });
    return shape === null ? ABSENT : textOf({ version: shape.version });
  });
  return async () => {
    const events = await client.stream(initializeCall, { params, body: { environmentId: development.id, version } });
    const learned = events.find((event) => event.type === 'shape');
    if (learned?.type !== 'shape') throw new Error(`nothing was learned: ${JSON.stringify(events.at(-1))}`);
    const body = { initializationId: learned.initializationId, choices: {} };
    const after = textOf({ version: nextVersion(thing.sure) });
    return ledger.change(thing, after, () => client.send(saveShape, { params, body }));
  };
}

function nextVersion(state: State): number {
  return state === ABSENT ? 1 : JSON.parse(state).version + 1;
}

function mark(what: string): string {
  serial += 1;
  return `${what}-${serial}`;
}

function idIn(answer: unknown): string {
  return (answer as { id: string }).id;
}
