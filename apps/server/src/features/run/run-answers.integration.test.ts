import { type CallDocument, type Envelope, envelopeSchema, type Input, inputSchema } from '@jackfield/connector';
import {
  confirmSecretOrigin,
  dryRunCall,
  dryRunSchema,
  problemSchema,
  runCall as runByHand,
  saveCall,
  setSecret,
} from '@jackfield/contracts';
import { startUpstream, type Upstream } from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initializeAndSave, type MadeCall, makeCall, makeToken, runCall, runPath } from '../../testing/make-call.ts';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const SECRET = 'a secret of some length';

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

const input = (name: string, change: Partial<Input> = {}): Input => ({
  ...inputSchema.parse({ name }),
  testValue: 'test',
  ...change,
});

/** Initialized where it is well, then changed. */
async function runnable(document: Partial<CallDocument>): Promise<MadeCall> {
  const made = await makeCall(owner, upstream.origin);
  const call = await initializeAndSave(owner, made.call);
  const body = { name: call.name, version: call.version, document: { ...call.document, ...document } };
  return { ...made, call: await owner.client.call(saveCall, { params: { callId: call.id }, body }) };
}

async function envelopeOf(made: MadeCall, query = ''): Promise<{ status: number; envelope: Envelope }> {
  const res = await runCall(server, `${runPath(owner, made)}${query}`, token);
  return { status: res.status, envelope: envelopeSchema.parse(await res.json()) };
}

describe('what a run does about a result that is not ok', () => {
  it('is what its caller says, else what the call is set to: the status alone, never the envelope', async () => {
    const refusal = { url: '/status/404?body={"why":1}&h:content-type=application/json' };
    const [stops, goesOn] = [
      await runnable({ ...refusal, onError: 'stop' }),
      await runnable({ ...refusal, onError: 'continue' }),
    ];
    const answers = [
      await envelopeOf(stops),
      await envelopeOf(stops, '?onError=continue'),
      await envelopeOf(goesOn),
      await envelopeOf(goesOn, '?onError=stop'),
    ];
    expect(answers.map(({ status }) => status)).toEqual([424, 200, 200, 424]);
    const same = ({ envelope: { timing: _, ...rest } }: (typeof answers)[number]) => rest;
    for (const answer of answers) expect(same(answer)).toEqual(same(answers[0] ?? answer));
    expect(answers[0]?.envelope).toMatchObject({ outcome: 'response', status: 404, ok: false, data: { why: 1 } });
  });

  it('is of no matter to one that is, and holds for one that never came', async () => {
    expect(await envelopeOf(await runnable({ url: '/echo' }), '?onError=stop')).toMatchObject({
      status: 200,
      envelope: { ok: true },
    });
    expect(await envelopeOf(await runnable({ url: '/reset', tries: 1 }), '?onError=stop')).toMatchObject({
      status: 424,
      envelope: { outcome: 'connection_lost', ok: false, data: null },
    });
  });

  it('is told to who runs by hand, who may choose too', async () => {
    const { call } = await runnable({ url: '/status/500', onError: 'stop', tries: 1 });
    const body = { environmentId: owner.development.id, as: 'data' as const, inputs: {} };
    const endOf = async (onError?: 'continue') =>
      (await owner.client.stream(runByHand, { params: { callId: call.id }, body: { ...body, onError } })).at(-1);
    expect(await endOf()).toMatchObject({ type: 'end', status: 500, answeredStatus: 424 });
    expect(await endOf('continue')).toMatchObject({ type: 'end', status: 500, answeredStatus: 200 });
  });

  it('cannot be to go on where the answer is the API’s own', async () => {
    const res = await runCall(
      server,
      `${runPath(owner, await runnable({ url: '/echo' }))}?answer=body&onError=continue`,
      token,
    );
    expect(problemSchema.parse(await res.json())).toMatchObject({
      status: 400,
      errors: [{ path: ['query', 'onError'] }],
    });
  });
});

it('the headers that a run gives back are those that the call keeps, unless its caller says otherwise', async () => {
  const url = '/status/200?body={}&h:content-type=application/json&h:etag=e&h:x-total-count=7&h:set-cookie=a';
  const chosen = await runnable({ url, responseHeaders: { keep: 'chosen', names: ['x-total-count', 'set-cookie'] } });
  expect((await envelopeOf(chosen)).envelope.headers).toEqual({ 'x-total-count': '7' });
  expect((await envelopeOf(chosen, '?headers=default')).envelope.headers).toEqual({
    'content-type': 'application/json',
    etag: 'e',
  });
  expect((await envelopeOf(chosen, '?headers=all')).envelope.headers).toMatchObject({
    etag: 'e',
    'x-total-count': '7',
  });
  const raw = await runCall(server, `${runPath(owner, chosen)}?answer=body`, token);
  expect([raw.headers.get('content-type'), raw.headers.get('x-total-count'), raw.headers.get('etag')]).toEqual([
    'application/json',
    '7',
    null,
  ]);
  const all = await runnable({ url, responseHeaders: { keep: 'all', names: [] } });
  const { headers } = (await envelopeOf(all)).envelope;
  expect(headers).toMatchObject({ etag: 'e', 'x-total-count': '7', 'content-type': 'application/json' });
  expect(headers).not.toHaveProperty('set-cookie');
});

describe('a dry run', () => {
  const document: Partial<CallDocument> = {
    method: 'POST',
    url: '/echo/[id]',
    inputs: [input('id'), input('pin', { isSensitive: true, testValue: undefined })],
    headers: [
      { id: 'k', key: 'X-Key', kind: 'fixed', value: 'Key {{dry_key}}', isEnabled: true },
      {
        id: 'p',
        key: 'X-Pin',
        kind: 'input',
        input: 'pin',
        template: '<value>',
        listFormat: 'repeat',
        dateFormat: 'date-time',
        isEnabled: true,
      },
    ],
  };
  const dry = async (made: MadeCall, inputs: Record<string, unknown>) => {
    const res = await runCall(server, `${runPath(owner, made)}?dryRun=true`, token, { inputs });
    const text = await res.text();
    expect(text).not.toContain(SECRET);
    return { status: res.status, outcome: res.headers.get('jackfield-outcome'), body: JSON.parse(text) };
  };

  it('checks all that a run checks, shows what would be sent with secrets as names, and sends nothing', async () => {
    const made = await runnable(document);
    const project = { type: 'project' as const };
    const params = { projectId: owner.project.id };
    const secret = { owner: project, slot: 'dry_key', environmentId: owner.development.id, value: SECRET };
    const inputs = { id: 'a/b', pin: 'a pin of some length' };
    const before = upstream.requests.length;
    const unset = await dry(made, inputs);
    expect(dryRunSchema.parse(unset.body)).toMatchObject({ ok: false, error: { kind: 'config' } });

    const { id: secretId } = await owner.client.call(setSecret, { params, body: secret });
    const unconfirmed = await dry(made, inputs);
    expect(unconfirmed.body.error.message).toContain('not confirmed');
    expect(unconfirmed.body.request.headers).toContainEqual(['x-key', 'Key {{dry_key}}']);

    const confirmed = { params: { ...params, secretId }, body: { origin: upstream.origin } };
    await owner.client.call(confirmSecretOrigin, confirmed);
    const ready = await dry(made, inputs);
    expect([ready.status, ready.outcome]).toEqual([200, 'dry-run']);
    expect(ready.body).toMatchObject({ ok: true, error: null, request: { method: 'POST' } });
    expect(ready.body.request.url).toBe(`${upstream.origin}/echo/a%2Fb`);
    expect(ready.body.curl).toContain(`-H 'x-key: Key {{dry_key}}'`);
    expect(ready.body.curl).toContain(`-H 'x-pin: {{input.pin}}'`);
    expect((await dry(made, { id: SECRET, pin: 'a pin of some length' })).body.request.url).not.toContain('secret');

    const wrong = await dry(made, { other: 1 });
    expect(wrong).toMatchObject({ status: 400, body: { code: 'invalid_request' } });
    expect(upstream.requests).toHaveLength(before);
  });

  it('is the same by hand, with inputs or with the test values', async () => {
    const { call } = await runnable({ url: '/echo?q=[q]', inputs: [input('q')] });
    const before = upstream.requests.length;
    const ask = (inputs?: Record<string, unknown>) =>
      owner.client.call(dryRunCall, {
        params: { callId: call.id },
        body: { environmentId: owner.development.id, ...(inputs ? { inputs } : {}) },
      });
    expect(await ask()).toMatchObject({ ok: true, request: { url: `${upstream.origin}/echo?q=test` } });
    expect(await ask({ q: 'x y' })).toMatchObject({ ok: true, request: { url: `${upstream.origin}/echo?q=x%20y` } });
    expect(upstream.requests).toHaveLength(before);
  });
});
