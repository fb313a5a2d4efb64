import { type CallDocument, type Envelope, envelopeSchema } from '@jackfield/connector';
import {
  type Call,
  deleteErrorShape,
  duplicateCall,
  enterResponse,
  getCall,
  type PendingShape,
  saveCall,
  saveShape,
} from '@jackfield/contracts';
import { enteredSamples, type FieldChoices, shapeHeaders } from '@jackfield/shape';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  eventsOf,
  initialize,
  initializeAndSave,
  type MadeCall,
  makeCall,
  makeToken,
  runCall,
  runPath,
} from '../../testing/make-call.ts';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

let upstream: Upstream;
let server: TestServer;
let owner: Owner;
let token: string;
beforeAll(async () => {
  upstream = await startUpstream();
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: upstream.allowEntry });
  owner = await signUpOwner(server);
  token = await makeToken(owner);
}, 60_000);
afterAll(async () => {
  await server.stop();
  await upstream.close();
});

const make = (call: Partial<CallDocument>): Promise<MadeCall> => makeCall(owner, upstream.origin, { call });
const jsonUrl = (json: string) => `/body?base64=${encodeURIComponent(Buffer.from(json).toString('base64'))}`;
const refusalUrl = (status: number, body: string) =>
  `/status/${status}?body=${encodeURIComponent(body)}&h:content-type=application/json`;
const pointersOf = (shape: { fields: { pointer: string }[] } | null | undefined) =>
  shape?.fields.map(({ pointer }) => pointer);

async function change(call: Call, document: Partial<CallDocument>): Promise<Call> {
  const body = { name: call.name, version: call.version, document: { ...call.document, ...document } };
  return owner.client.call(saveCall, { params: { callId: call.id }, body });
}

async function learn(call: Call): Promise<PendingShape> {
  const [shape] = eventsOf(await initialize(owner, call), 'shape');
  if (shape === undefined) throw new Error('nothing was learned');
  return shape;
}

function save(call: Call, { initializationId }: PendingShape, choices: FieldChoices = {}): Promise<Call> {
  return owner.client.call(saveShape, { params: { callId: call.id }, body: { initializationId, choices } });
}

async function run(made: MadeCall, query = ''): Promise<{ text: string; envelope: Envelope }> {
  const res = await runCall(server, `${runPath(owner, made)}${query}`, token);
  const text = await res.text();
  return { text, envelope: envelopeSchema.parse(JSON.parse(text)) };
}

describe('the error shape of a call', () => {
  it('is learned from refusals that are kept on purpose, and leaves the shape of a success alone', async () => {
    const made = await make({ url: jsonUrl('{"id":1}') });
    const saved = await initializeAndSave(owner, made.call);
    expect(saved.errorShape).toBeNull();

    let call = await change(saved, { url: refusalUrl(404, '{"title":"gone"}') });
    const first = await learn(call);
    expect(first).toMatchObject({ errorStatus: 404, changes: [] });
    expect(pointersOf(first)).toEqual(['', '/title']);
    call = await save(call, first, { '/title': { isOptional: true, isOpened: true } });
    expect(call.errorShape).toMatchObject({ statuses: [404], version: 1 });
    expect(pointersOf(call.shape)).toEqual(['', '/id']);

    call = await change(call, { url: refusalUrl(422, '{"errors":[{"field":"x"}]}') });
    const second = await learn(call);
    expect(second.changes).toContainEqual(expect.objectContaining({ pointer: '/errors', change: 'added' }));
    call = await save(call, second);
    // Another address is another call: its samples do not stand beside those of the first.
    expect(call.errorShape).toMatchObject({ statuses: [422], version: 2 });

    const copy = await owner.client.call(duplicateCall, { params: { callId: call.id } });
    expect(copy.errorShape).toMatchObject({ statuses: [422], version: 1 });
    await owner.client.call(deleteErrorShape, { params: { callId: call.id } });
    expect(await owner.client.call(getCall, { params: { callId: call.id } })).toMatchObject({ errorShape: null });
  });

  it('is not learned from what is no JSON, or never came', async () => {
    const { call } = await make({ url: '/status/500?body=broken' });
    expect(eventsOf(await initialize(owner, call), 'shape')).toEqual([]);
    expect(eventsOf(await initialize(owner, await change(call, { url: '/reset' })), 'shape')).toEqual([]);
  });
});

describe('a response that is entered by hand', () => {
  const enter = (call: Call, text: string, status = 200) => ({
    params: { callId: call.id },
    body: { environmentId: owner.development.id, version: call.version, status, text },
  });

  it('makes the call usable, is marked, and gives way to what is received', async () => {
    const made = await make({ url: jsonUrl('{"id":1,"name":"x"}') });
    const pending = await owner.client.call(enterResponse, enter(made.call, '{"id": 1, "wrong": true}'));
    expect(pending).toMatchObject({ errorStatus: null, changes: [] });
    let call = await save(made.call, pending);
    expect(call).toMatchObject({ initialization: 'done' });
    expect(enteredSamples(call.shape?.schema ?? {})).toBe(1);
    expect((await run(made)).envelope).toMatchObject({ ok: true, data: { name: 'x' } });
    const before = upstream.requests.length;

    call = await save(call, await owner.client.call(enterResponse, enter(call, '{"id": 1}')));
    expect(pointersOf(call.shape)).toEqual(['', '/id']);
    expect(upstream.requests).toHaveLength(before);

    call = await save(call, await learn(call));
    expect(pointersOf(call.shape)).toEqual(['', '/id', '/name']);
    expect(enteredSamples(call.shape?.schema ?? {})).toBe(0);
    const refusal = await owner.client.call(enterResponse, enter(call, '{"title":"no"}', 404));
    expect((await save(call, refusal)).errorShape).toMatchObject({ statuses: [404] });
  });

  it('is read as its type, and told where it is not of it', async () => {
    const of = async (responseType: CallDocument['responseType']) => (await make({ responseType })).call;
    const fieldsOf = async (type: CallDocument['responseType'], text: string) =>
      pointersOf(await owner.client.call(enterResponse, enter(await of(type), text)));
    expect(await fieldsOf('xml', '<a b="1"><c/></a>')).toEqual(['', '/a', '/a/@b', '/a/c']);
    expect(await fieldsOf('number', ' 4.20 ')).toEqual(['']);
    expect(await fieldsOf('image', '')).toEqual(['', '/contentType', '/fileName', '/bytes', '/base64']);
    expect(await fieldsOf('empty', '')).toEqual(['']);
    const refused = async (type: CallDocument['responseType'], text: string, status = 200) =>
      (await owner.client.problem(enterResponse, enter(await of(type), text, status))).errors?.[0];
    expect(await refused('json', '{"a":}')).toMatchObject({
      path: ['body', 'text'],
      message: expect.stringContaining('line 1, column 6'),
    });
    expect((await refused('xml', '<a>'))?.message).toContain('Not XML');
    expect((await refused('number', 'four'))?.message).toContain('Not a number');
    expect((await refused('text', 'no json', 500))?.fix).toContain('as JSON');
  });
});

describe('a text that holds JSON', () => {
  const INNER = '{"n": 1.10, "big":9007199254740993, "more":"[{\\"x\\":1}]"}';
  const json = (payload: unknown) => `{"id":1.0, "items":[{"payload":${JSON.stringify(payload)}},{"payload":null}]}`;
  const OPEN: FieldChoices = { '/items/*/payload': { isOpened: true }, '/items/*/payload/more': { isOpened: true } };

  it('is found, opened where it was chosen, and given back with every digit; the bytes of the API stay as they are', async () => {
    const made = await make({ url: jsonUrl(json(INNER)) });
    const pending = await learn(made.call);
    expect(pending.fields.filter(({ holdsJson }) => holdsJson).map(({ pointer }) => pointer)).toEqual([
      '/items/*/payload',
    ]);
    const call = await save(made.call, pending, OPEN);
    expect(pointersOf(call.shape)).toContain('/items/*/payload/more/*/x');
    const inner = '{"n": 1.10, "big":9007199254740993, "more":[{"x":1}]}';
    const { text } = await run(made, '?include=rawBody');
    expect(text).toContain(`"data":{"id":1.0, "items":[{"payload":${inner}},{"payload":null}]},`);
    expect(JSON.parse(text).rawBody).toBe(json(INNER));
    const raw = await runCall(server, `${runPath(owner, made)}?answer=body`, token);
    expect(await raw.text()).toBe(json(INNER));
    // Initialize shows what comes, so that it can be seen and closed again.
    const again = await learn(call);
    expect(again.changes).toEqual([]);
    expect(again.choices).toEqual(OPEN);
    await save(call, again, { '/items/*/payload': { isOpened: false } });
    expect((await run(made)).text).toContain(`"data":${json(INNER)},`);
  });

  it('is refused with words where it is no JSON this time', async () => {
    const made = await make({ url: jsonUrl(json(INNER)) });
    const saved = await save(made.call, await learn(made.call), OPEN);
    await change(saved, { url: jsonUrl(json('{"n": oops}')) });
    expect((await run(made)).envelope).toMatchObject({
      outcome: 'decode',
      status: 200,
      data: null,
      error: { detail: expect.stringMatching(/\/items\/0\/payload is not JSON at its line 1, column 7/) },
    });
    await change({ ...saved, version: saved.version + 1 }, { url: refusalUrl(400, json('no')) });
    expect((await run(made)).envelope).toMatchObject({ outcome: 'response', status: 400 });
  });
});

it('the headers that are kept are part of the shape, and choosing others asks for a new one', async () => {
  const url = `${refusalUrl(200, '{}')}&h:etag=e&h:x-total-count=7`;
  const made = await make({ url });
  let call = await initializeAndSave(owner, made.call);
  expect(shapeHeaders(call.shape?.schema ?? {})).toEqual([
    { name: 'content-type', isOptional: false },
    { name: 'etag', isOptional: false },
  ]);
  call = await change(call, { responseHeaders: { keep: 'chosen', names: ['x-total-count'] } });
  expect(call.initialization).toBe('should');
  const pending = await learn(call);
  expect(pending.changes).toContainEqual(
    expect.objectContaining({ header: 'etag', change: 'removed', isBreaking: true }),
  );
  call = await save(call, pending);
  expect(call.initialization).toBe('done');
  expect(shapeHeaders(call.shape?.schema ?? {})).toEqual([{ name: 'x-total-count', isOptional: false }]);
});
