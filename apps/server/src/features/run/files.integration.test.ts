import { createHash, randomBytes } from 'node:crypto';
import { type CallDocument, formDataRowSchema, type Input, inputSchema, LIMITS } from '@jackfield/connector';
import {
  type HandRunEvent,
  initializeCall,
  problemSchema,
  runCall as runByHand,
  saveShape,
} from '@jackfield/contracts';
import {
  type DavServer,
  findNginx,
  startNginxWithDav,
  startUploadServer,
  startUpstream,
  type TrackedServer,
  type Upstream,
} from '@jackfield/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MadeCall, makeCall, makeToken, runCall, runPath } from '../../testing/make-call.ts';
import { type Owner, signUpOwner } from '../../testing/scenario.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';

const nginx = findNginx();
let uploads: TrackedServer;
let upstream: Upstream;
let dav: DavServer | null = null;
let server: TestServer;
let owner: Owner;
let token: string;
let form: MadeCall;

beforeAll(async () => {
  uploads = await startUploadServer();
  upstream = await startUpstream();
  if (nginx !== null) dav = await startNginxWithDav(nginx);
  const allowed = [uploads.allowEntry, upstream.allowEntry, ...(dav ? [dav.allowEntry] : [])];
  server = await startTestServer({ JACKFIELD_EGRESS_ALLOW: allowed.join(',') });
  owner = await signUpOwner(server);
  token = await makeToken(owner);
  form = await made(uploads.origin, { url: '/' });
}, 120_000);
afterAll(async () => {
  await server.stop();
  await uploads.close();
  await upstream.close();
  await dav?.stop();
});

const INPUTS: Input[] = [
  inputSchema.parse({ name: 'title' }),
  inputSchema.parse({ name: 'photo', type: 'file' }),
  inputSchema.parse({ name: 'extra', type: 'file', isRequired: false }),
];
const row = (key: string, input: string, more: object = {}) =>
  formDataRowSchema.parse({ id: key, key, kind: 'input', input, ...more });

const PICTURE = randomBytes(200_000);
const picture = () => new File([PICTURE], 'Schöne "Bilder".png', { type: 'image/png' });
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** A call that sends a form, initialized with a file. */
async function made(origin: string, call: Partial<CallDocument>): Promise<MadeCall> {
  const document: Partial<CallDocument> = {
    method: 'POST',
    useAs: 'action',
    body: { kind: 'form-data', rows: [row('title', 'title'), row('photo', 'photo'), row('extra', 'extra')] },
    inputs: INPUTS,
    ...call,
  };
  const { api, call: created } = await makeCall(owner, origin, { call: document });
  const { lines } = await sendForm(`/api/calls/${created.id}/initializations`, {
    body: { environmentId: owner.development.id, version: created.version, testValues: { title: 'first' } },
    photo: picture(),
  });
  const shape = lines.map((line) => initializeCall.response.parse(line)).find((line) => line.type === 'shape');
  if (shape?.type !== 'shape') throw new Error(JSON.stringify(lines.at(-1)));
  const saved = await owner.client.call(saveShape, {
    params: { callId: created.id },
    body: { initializationId: shape.initializationId, choices: {} },
  });
  return { api, call: saved };
}

/** As the editor sends it. */
async function sendForm(path: string, { body, ...files }: { body: unknown } & Record<string, unknown>) {
  const data = new FormData();
  data.set('body', JSON.stringify(body));
  for (const [name, file] of Object.entries(files)) if (file instanceof Blob) data.set(name, file);
  const res = await owner.client.fetch(path, { method: 'POST', body: data });
  const text = await res.text();
  return { res, lines: text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])) };
}

function run(data: FormData, made = form): Promise<Response> {
  return fetch(`${server.url}${runPath(owner, made)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: data,
  });
}

function formOf(inputs: unknown, files: Record<string, Blob> = {}): FormData {
  const data = new FormData();
  if (inputs !== undefined) data.set('inputs', JSON.stringify(inputs));
  for (const [name, file] of Object.entries(files)) data.set(name, file);
  return data;
}

const SENT = {
  fields: { title: ['A "title"\r\n--x'] },
  files: [
    {
      field: 'photo',
      fileName: 'Schöne "Bilder".png',
      contentType: 'image/png',
      size: PICTURE.length,
      sha256: sha256(PICTURE),
    },
  ],
};

describe('a file of a run', () => {
  it('is a part of the run’s own form, and reaches formidable byte for byte with its name and type', async () => {
    const res = await run(formOf({ title: SENT.fields.title[0] }, { photo: picture() }));
    expect(await res.json()).toMatchObject({ ok: true, data: SENT });
  });

  it('is Base64 in JSON, or the address of one, fetched through egress with the name and type that it has there', async () => {
    const contents = PICTURE.toString('base64');
    const photo = { filename: 'Schöne "Bilder".png', contentType: 'image/png', contents };
    const json = await runCall(server, runPath(owner, form), token, { inputs: { title: SENT.fields.title[0], photo } });
    expect(await json.json()).toMatchObject({ ok: true, data: SENT });

    const small = Buffer.from('hello');
    const url = `${upstream.origin}/body?type=${encodeURIComponent('text/css')}&base64=${small.toString('base64')}`;
    const fetched = await runCall(server, runPath(owner, form), token, {
      inputs: { title: 'x', photo: `${upstream.origin}/redirect-to?url=${encodeURIComponent(url)}` },
    });
    expect(await fetched.json()).toMatchObject({
      data: { files: [{ fileName: 'body', contentType: 'text/css', size: 5, sha256: sha256(small) }] },
    });
  });

  it('that cannot be fetched is told as the input, with what happened, and nothing is sent', async () => {
    const before = uploads.connectionCount();
    const asked: [string, string][] = [
      ['http://169.254.169.254/latest/meta-data', 'blocked'],
      [`${upstream.origin}/redirect-to?url=http%3A%2F%2F127.0.0.1%3A1%2F`, 'blocked'],
      [`${upstream.origin}/status/404`, 'status 404'],
      [`${upstream.origin}/close`, 'connection_lost'],
    ];
    for (const [url, told] of asked) {
      const res = await runCall(server, runPath(owner, form), token, { inputs: { title: 'x', photo: url } });
      const { outcome, error } = (await res.json()) as { outcome: string; error: Record<string, string> };
      expect([url, outcome, error.phase]).toEqual([url, 'input', 'prepare']);
      expect(error.message).toContain('The file of input "photo" could not be fetched.');
      expect(error.detail).toContain(told);
    }
    expect(uploads.connectionCount()).toBe(before);
  });

  it('is not fetched for a run that is refused for another input', async () => {
    const before = upstream.requests.length;
    const res = await runCall(server, runPath(owner, form), token, { inputs: { photo: `${upstream.origin}/echo` } });
    expect(res.status).toBe(400);
    expect(problemSchema.parse(await res.json()).errors?.map(({ path }) => path.join('.'))).toEqual(['inputs.title']);
    expect(upstream.requests.length).toBe(before);
  });

  it('that is no file is refused, each for its reason', async () => {
    const wrong: [unknown, string][] = [
      ['photo.png', 'must be a file'],
      ['ftp://example.com/a.png', 'must be a file'],
      [{ filename: 'a.png', contents: '%%%' }, 'no Base64'],
      [{ filename: '', contents: '' }, 'needs a filename'],
      [{ filename: 'a\u0000b', contents: '' }, 'control character'],
      [{ filename: 'a', contents: '', contentType: 'a/b\r\nX: y' }, 'content type'],
      [{ contents: '' }, 'without a filename'],
      [{ filename: 'a', contents: '', bytes: [1] }, '"bytes"'],
      [12, 'must be a file'],
    ];
    for (const [photo, words] of wrong) {
      const res = await runCall(server, runPath(owner, form), token, { inputs: { title: 'x', photo } });
      expect(res.status).toBe(400);
      expect(JSON.stringify(await res.json())).toContain(words.replaceAll('"', '\\"'));
    }
  });

  it('as a form that is not as it should be is refused with words', async () => {
    const twice = formOf({ title: 'x', photo: 'http://example.com/' }, { photo: picture() });
    const plain = formOf({ title: 'x' });
    plain.set('photo', 'not a file');
    const unknown = formOf({ title: 'x' }, { photo: picture(), other: picture() });
    const many = formOf({ title: 'x' });
    for (let index = 0; index < 300; index += 1) many.set(`f${index}`, new File(['x'], 'x'));
    const broken = new FormData();
    broken.set('inputs', '{"title"');
    const cases: [FormData, number, string][] = [
      [twice, 400, 'passed twice'],
      [plain, 400, 'has no filename'],
      [unknown, 400, '"other" is not an input'],
      [many, 400, 'at most 201 parts'],
      [broken, 400, 'not complete, valid JSON'],
    ];
    for (const [data, status, words] of cases) {
      const res = await run(data);
      const problem = problemSchema.parse(await res.json());
      expect([words, res.status, problem.detail]).toEqual([words, status, expect.stringContaining(words)]);
    }
    const cut = await fetch(`${server.url}${runPath(owner, form)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Disposition: form-data; name="inputs"\r\n\r\n{}',
    });
    expect([cut.status, problemSchema.parse(await cut.json()).code]).toEqual([400, 'malformed_body']);
    const large = await run(formOf({ title: 'x' }, { photo: new File([Buffer.alloc(LIMITS.runFormBytesMax)], 'big') }));
    expect(problemSchema.parse(await large.json()).code).toBe('body_too_large');
  });

  it('is sent again in full after a redirect that keeps the method, and after a 503 where the call may be repeated', async () => {
    for (const [url, method] of [
      ['/moved', 'POST'],
      ['/busy', 'PUT'],
    ] as const) {
      const moved = await made(uploads.origin, { url, method });
      const res = await run(formOf({ title: SENT.fields.title[0] }, { photo: picture() }), moved);
      expect(await res.json()).toMatchObject({ ok: true, data: SENT });
    }
  });
});

describe('the editor', () => {
  it('uploads a file with a run by hand, and is shown its name instead of its bytes', async () => {
    const { lines } = await sendForm(`/api/calls/${form.call.id}/runs`, {
      body: { environmentId: owner.development.id, as: 'action', inputs: { title: SENT.fields.title[0] } },
      photo: picture(),
    });
    const events = lines.map((line): HandRunEvent => runByHand.response.parse(line));
    const data = events.map((event) => (event.type === 'data' ? event.text : '')).join('');
    expect(JSON.parse(data)).toMatchObject(SENT);
    const end = events.at(-1);
    if (end?.type !== 'end') throw new Error('no end');
    expect(end.request?.form).toEqual([
      { name: 'title', value: SENT.fields.title[0], contentType: null, file: null },
      {
        name: 'photo',
        value: null,
        contentType: 'image/png',
        file: { fileName: 'Schöne "Bilder".png', contentType: 'image/png', bytes: PICTURE.length },
      },
    ]);
    expect(end.request?.body).toContain('‹Schöne "Bilder".png, 200,000 bytes›');
    expect(end.request?.bodyBytes).toBeGreaterThan(PICTURE.length);
  });
});

describe.skipIf(nginx === null)('nginx with DAV', () => {
  it('keeps the bytes of a file body, and takes methods of one’s own', async () => {
    const origin = dav?.origin ?? '';
    const body: CallDocument['body'] = { kind: 'file', input: 'photo', contentType: '' };
    const call = { url: '/kept/[title]', method: 'PUT', body, responseType: 'empty' as const };
    const put = await made(origin, call);
    const sent = await run(formOf({ title: 'a b.png' }, { photo: picture() }), put);
    expect(await sent.json()).toMatchObject({ ok: true, status: 201 });
    expect(dav?.read('kept/a b.png').equals(PICTURE)).toBe(true);
    const move = await made(origin, {
      method: 'MKCOL',
      url: '/made-[title]/',
      body: { kind: 'none' },
      inputs: INPUTS.slice(0, 1),
      responseType: 'empty',
    });
    const res = await runCall(server, runPath(owner, move), token, { inputs: { title: 'second' } });
    expect(await res.json()).toMatchObject({ ok: true, status: 201, attempts: 1 });
  });
});
